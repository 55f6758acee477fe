package dev.tocsin.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionParserTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            up 1                                  | {__name__="up"} 1.0
            up{} 1                                | {__name__="up"} 1.0
            a:b{c="d"} 2.5                        | {__name__="a:b", c="d"} 2.5
            a{b="c",d="e",} -1e3 1700000000000    | {__name__="a", b="c", d="e"} -1000.0
            a { b = "c" , d = "e" }   7           | {__name__="a", b="c", d="e"} 7.0
            a{b="x\\"y\\\\z\\n"} 0                | {__name__="a", b="x\\"y\\\\z\\n"} 0.0
            a{b="{,}= #"} 0                       | {__name__="a", b="{,}= #"} 0.0
            a{b=""} 0                             | {__name__="a"} 0.0
            {"my.metric",b="c"} 1                 | {__name__="my.metric", b="c"} 1.0
            a{"a.b"="c"} 1                        | {__name__="a", "a.b"="c"} 1.0
            a{le="+Inf"} +Inf                     | {__name__="a", le="+Inf"} Infinity
            a -Inf                                | {__name__="a"} -Infinity
            a NaN                                 | {__name__="a"} NaN
            # HELP a what it is                   | ``
            # TYPE a counter                      | ``
            #                                     | ``
            """)
    void validLineIsParsed(String line, String expected) {
        assertThat(printed(line)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            up                 | empty String
            up one             | one
            up 1 2 3           | expected a value and at most a timestamp
            {a="b"} 1          | expected a metric name
            a{b="c" 1          | expected ',' at column 9
            a{b="c             | expected '"' at the end
            a{b=c} 1           | expected '"' at column 5
            a{b="\\t"} 1       | unknown escape '\\t'
            a{b="c",b="d"} 1   | duplicate label 'b'
            -a 1               | expected a name at column 1
            """)
    void invalidLineIsRefused(String line, String reason) {
        assertThatThrownBy(() -> ExpositionParser.parse("fine 1\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith(" in '%s'".formatted(line));
    }

    @Test
    void parsesAWholePage() {
        var page = """
                # HELP http_requests_total Requests.
                # TYPE http_requests_total counter
                http_requests_total{code="200"} 5
                http_requests_total{code="500"} 1

                # EOF
                """;
        assertThat(printed(page)).isEqualTo("""
                {__name__="http_requests_total", code="200"} 5.0
                {__name__="http_requests_total", code="500"} 1.0""");
    }

    private static String printed(String text) {
        return ExpositionParser.parse(text).stream()
                .map(sample -> sample.series() + " " + sample.value())
                .collect(Collectors.joining("\n"));
    }
}
