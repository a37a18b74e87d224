package dev.socketwire.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of options names every option with its default, and no other. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "options.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| [^|]+ \\| `([^`]+)` \\|.*");

    @Test
    void theOptionsOfTheEngineAreOnThePage() throws Exception {
        assertThat(defaultsOnPage("## Engine")).isEqualTo(defaultsOf(EngineOptions.class, EngineOptions.defaults()));
    }

    @Test
    void theLimitsOfTheEngineAreOnThePage() throws Exception {
        assertThat(defaultsOnPage("## Limits of the engine"))
                .isEqualTo(defaultsOf(EngineLimits.class, EngineLimits.defaults()));
    }

    private static Map<String, String> defaultsOnPage(String heading) throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            inside = line.startsWith("## ") ? line.equals(heading) : inside;
            Matcher row = ROW.matcher(line);
            if (inside && row.matches()) {
                defaults.put(row.group(1), row.group(2));
            }
        }
        return defaults;
    }

    /** Every accessor is an option. */
    private static Map<String, String> defaultsOf(Class<?> type, Object options) throws ReflectiveOperationException {
        Map<String, String> defaults = new TreeMap<>();
        for (Method method : type.getDeclaredMethods()) {
            boolean isOption = Modifier.isPublic(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getParameterCount() == 0
                    && !method.getName().equals("toBuilder");
            if (isOption) {
                defaults.put(method.getName(), text(method.invoke(options)));
            }
        }
        return defaults;
    }

    private static String text(Object value) {
        if (value instanceof Duration time) {
            return time.toSeconds() + " s";
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(Object::toString).collect(Collectors.joining(", "));
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Object::toString).orElse("none");
        }
        if (value instanceof OptionalInt optional) {
            return Integer.toString(optional.getAsInt());
        }
        if (value instanceof EngineLimits) {
            return "see below";
        }
        return value.equals(EngineLimits.UNLIMITED) ? "unlimited" : value.toString();
    }
}
