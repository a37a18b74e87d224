package dev.socketwire.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryStringTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a                      | ''",
                "/a?                     | ''",
                "/a?b=1                  | b:1",
                "/a?b=1&c=2&b=3          | b:3 c:2", // the last one counts
                "/a?b                    | b:",
                "/a?b=                   | b:",
                "/a?b=1=2                | b:1=2",
                "/a?b&c=1                | b: c:1", // no value is not the next one's
                "/a?=1                   | :1",
                "/a?&&b=1&               | b:1",
                "/a?b=x%20y%2B           | b:x_y+",
                "/a?b=x+y                | b:x_y",
                "/a?%62=1                | b:1",
                "/a?b=%e2%82%ac          | b:€",
                "/a?b=%                  | b:%", // what is no escape stands for itself
                "/a?b=%4                 | b:%4",
                "/a?b=%zz                | b:%zz",
                "/a?b=%4z                | b:%4z",
                "/a?b=%ff                | b:\uFFFD",
                "/a?b=1?c=2              | b:1?c=2",
            })
    void aQueryIsReadAsABrowserReadsIt(String target, String parameters) {
        assertThat(QueryString.parse(target).entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue().replace(' ', '_'))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(parameters);
    }

    @Test
    void thePathIsWhatStandsBeforeTheQuery() {
        assertThat(QueryString.path("/a/b?c=d")).isEqualTo("/a/b");
        assertThat(QueryString.path("/a%20b")).isEqualTo("/a%20b");
        assertThat(QueryString.path("?c")).isEmpty();
    }

    @Test
    @Timeout(5)
    void manyParametersTakeLinearTime() {
        Map<String, String> parameters = QueryString.parse("/?" + "a=b&".repeat(500_000));

        assertThat(parameters).containsExactly(Map.entry("a", "b"));
        assertThat(QueryString.parse("/?" + "a&".repeat(500_000))).containsExactly(Map.entry("a", ""));
    }
}
