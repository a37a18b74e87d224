package dev.socketwire.interop.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a soak has shown, as a page with a picture and a table of all samples. */
final class Report {
    private final Soak soak;
    private final StringBuilder page = new StringBuilder();

    private Report(Soak soak) {
        this.soak = soak;
    }

    /** Writes {@code report.md}, {@code soak.svg}, {@code samples.txt} and {@code server.log} into a folder. */
    static void write(Soak soak, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.md"), new Report(soak).page());
        Files.writeString(
                folder.resolve("soak.svg"),
                Plot.of(
                        soak.all(),
                        soak.samples().get(soak.samples().size() - 1).millis()));
        Files.write(
                folder.resolve("samples.txt"),
                soak.all().stream().map(Sample::line).toList());
        Files.write(folder.resolve("server.log"), soak.log());
    }

    private String page() {
        long seconds = (soak.samples().get(soak.samples().size() - 1).millis()
                        - soak.first().millis())
                / 1000;
        put("# Soak: %d s", seconds);
        put("");
        put(
                "The server ran with `%s`. Medians of the thirds of the time with clients.",
                String.join(" ", ServerProcess.OPTIONS));
        put("");
        put("| Figure | Before | Middle third | Last third | Most | Change in an hour | When all had left | |");
        put("|---|---|---|---|---|---|---|---|");
        soak.verdicts().forEach(this::row);
        put("");
        put("![Figures over the time](soak.svg)");
        put("");
        put("| What clients did and saw | Times |");
        put("|---|---|");
        soak.tally().counts().forEach((what, times) -> put("| %s | %,d |", what, times));
        put("");
        put("The server said %d lines, see `server.log`.", soak.log().size());
        soak.tally().surprises().forEach(surprise -> put("- %s", surprise));
        return page.toString();
    }

    private void row(Verdict verdict) {
        Figure figure = verdict.figure();
        String word = verdict.isFlat() ? "flat" : "**grows**";
        put(
                "| %s | %s | %s | %s | %s | %s | %s | %s |",
                figure.title(),
                figure.format(verdict.first()),
                figure.format(verdict.middle()),
                figure.format(verdict.last()),
                figure.format(verdict.most()),
                figure.format(verdict.perHour()),
                figure.format(soak.last().of(figure)),
                soak.leftBehind().contains(figure) ? word + ", **left behind**" : word);
    }

    private void put(String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
