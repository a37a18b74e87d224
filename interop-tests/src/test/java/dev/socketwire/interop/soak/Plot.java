package dev.socketwire.interop.soak;

import java.util.List;
import java.util.Locale;

/** The samples as a picture (SVG): a panel for each figure, from 0 up, over the time. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int PANEL = 130;
    private static final int LEFT = 90;
    private static final int HEIGHT = 90;

    private final List<Sample> samples;
    private final long begin;
    private final double millis;
    private final long left;
    private final StringBuilder svg = new StringBuilder();

    private Plot(List<Sample> samples, long left) {
        this.samples = samples;
        this.left = left;
        begin = samples.get(0).millis();
        millis = Math.max(1, samples.get(samples.size() - 1).millis() - begin);
    }

    /**
     * Draws it.
     *
     * @param left when the clients began to leave, in the time of the samples
     */
    static String of(List<Sample> samples, long left) {
        return new Plot(samples, left).draw();
    }

    private String draw() {
        int panels = Figure.values().length;
        put(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>",
                LEFT + WIDTH + 20, panels * PANEL + 20);
        put("<rect width='100%%' height='100%%' fill='white'/>");
        int top = 28;
        for (Figure figure : Figure.values()) {
            panel(figure, top);
            top += PANEL;
        }
        put("</svg>");
        return svg.toString();
    }

    private void panel(Figure figure, int top) {
        long most = Math.max(
                1, samples.stream().mapToLong(sample -> sample.of(figure)).max().orElse(1));
        int bottom = top + HEIGHT;
        put("<text x='%d' y='%d' font-weight='bold'>%s</text>", LEFT, top - 6, figure.title());
        put("<text x='%d' y='%d' text-anchor='end'>%s</text>", LEFT - 6, top + 10, figure.format(most));
        put("<text x='%d' y='%d' text-anchor='end'>0</text>", LEFT - 6, bottom);
        put("<rect x='%d' y='%d' width='%d' height='%d' fill='#f4f6f8'/>", LEFT, top, WIDTH, HEIGHT);
        // The thirds that are compared, and the moment from which on clients leave.
        for (double share : new double[] {1 / 3.0, 2 / 3.0, 1}) {
            double x = x(begin + (long) (share * (left - begin)));
            put(
                    "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='%s'/>",
                    x, x, top, bottom, share == 1 ? "#c0392b" : "#b8c2cc");
        }
        svg.append("<polyline fill='none' stroke='#1f5fa8' stroke-width='1.5' points='");
        for (Sample sample : samples) {
            svg.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    x(sample.millis()),
                    bottom - (double) HEIGHT * sample.of(figure) / most));
        }
        put("'/>");
        put(
                "<text x='%d' y='%d' text-anchor='end' fill='#555'>%.0f s</text>",
                LEFT + WIDTH, bottom + 12, millis / 1000);
    }

    private double x(long at) {
        return LEFT + WIDTH * (at - begin) / millis;
    }

    private void put(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
