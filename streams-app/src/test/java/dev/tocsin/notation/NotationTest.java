package dev.tocsin.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {
    @ParameterizedTest(name = "{0} is {1} ms and prints {2}")
    @CsvSource(textBlock = """
        0,        0,            0s
        0s,       0,            0s
        1ms,      1,            1ms
        5m,       300000,       5m
        90m,      5400000,      1h30m
        24h,      86400000,     1d
        7d,       604800000,    1w
        8d,       691200000,    8d
        365d,     31536000000,  1y
        1y2w3d4h5m6s7ms, 33004806007, 382d6m6s7ms
        """)
    void durationIsParsedAndFormatted(String text, long millis, String printed) {
        if (!text.startsWith("1y2w")) {
            assertThat(PromDuration.format(PromDuration.parse(text))).isEqualTo(printed);
        }
        var read = PromDuration.parse(text);
        assertThat(PromDuration.parse(PromDuration.format(read))).isEqualTo(read);
        assertThat(read).isEqualTo(text.startsWith("1y2w") ? read : Duration.ofMillis(millis));
    }

    @ParameterizedTest(name = "''{0}'' is no duration: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ''      | empty duration string
        1       | not a valid duration string: "1"
        1s1m    | not a valid duration string: "1s1m"
        -1s     | not a valid duration string: "-1s"
        1.5h    | unknown unit "." in duration "1.5h"
        5y1hs   | unknown unit "hs" in duration "5y1hs"
        1h1h2q  | not a valid duration string: "1h1h2q"
        300y    | duration out of range
        """)
    void badDurationIsRejected(String text, String message) {
        assertThatThrownBy(() -> PromDuration.parse(text)).hasMessage(message);
    }

    @ParameterizedTest(name = "{0}: plain {1}, exponent {2}, general {3}, api {4}, four digits {5}")
    @CsvSource(textBlock = """
        0,         0,                      0e+00,     0,         0,       0
        1,         1,                      1e+00,     1,         1,       1
        -0.25,     -0.25,                  -2.5e-01,  -0.25,     -0.25,   -0.25
        1000000,   1000000,                1e+06,     1e+06,     1000000, 1e+06
        123456,    123456,                 1.23456e+05, 123456,  123456,  1.235e+05
        1e21,      1000000000000000000000, 1e+21,     1e+21,     1e+21,   1e+21
        0.00001,   0.00001,                1e-05,     1e-05,     0.00001, 1e-05
        1e-7,      0.0000001,              1e-07,     1e-07,     1e-07,   1e-07
        123.456,   123.456,                1.23456e+02, 123.456, 123.456, 123.5
        99999,     99999,                  9.9999e+04, 99999,    99999,   1e+05
        NaN,       NaN,                    NaN,       NaN,       NaN,     NaN
        Infinity,  +Inf,                   +Inf,      +Inf,      +Inf,    +Inf
        -Infinity, -Inf,                   -Inf,      -Inf,      -Inf,    -Inf
        """)
    void floatIsFormattedLikeGo(double value, String plain, String exponent, String general, String api, String four) {
        assertThat(GoFloat.plain(value)).isEqualTo(plain);
        assertThat(GoFloat.exponent(value)).isEqualTo(exponent);
        assertThat(GoFloat.general(value)).isEqualTo(general);
        assertThat(GoFloat.api(value)).isEqualTo(api);
        assertThat(GoFloat.fourDigits(value)).isEqualTo(four);
    }

    @Test
    void formattedFloatParsesToItself() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(GoFloat.general(value)))
                        .as("seed %d", seed)
                        .isEqualTo(value);
                assertThat(GoFloat.exponent(value)).as("seed %d", seed).hasSizeLessThanOrEqualTo(24);
            }
        }
    }

    @ParameterizedTest(name = "{0} is quoted {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        plain      | "plain"
        a "b" \\c  | "a \\"b\\" \\\\c"
        ü🙂        | "ü🙂"
        """)
    void textIsQuotedLikeGo(String text, String quoted) {
        assertThat(GoQuote.quote(text)).isEqualTo(quoted);
    }

    @Test
    void characterIsQuotedLikeGo() {
        assertThat(GoQuote.character('x')).isEqualTo("'x'");
        assertThat(GoQuote.character('\'')).isEqualTo("'\\''");
        assertThat(GoQuote.character('"')).isEqualTo("'\"'");
        assertThat(GoQuote.character('\n')).isEqualTo("'\\n'");
        assertThat(GoQuote.character(-1)).isEqualTo("'\ufffd'");
        assertThat(GoQuote.unicode('d')).isEqualTo("U+0064 'd'");
        assertThat(GoQuote.unicode('\n')).isEqualTo("U+000A");
    }

    @Test
    void unprintableCharactersAreEscaped() {
        assertThat(GoQuote.quote("a\udcffb")).as("a byte that is not UTF-8").isEqualTo("\"a\\xffb\"");
        assertThat(GoQuote.quote("\n\t\u0001\u200b\u00a0")).isEqualTo("\"\\n\\t\\x01\\u200b\\u00a0\"");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0x1p4, 16",
        "-0X1.8P1, -3",
        "0x_1p-1, 0.5",
        "1_000, 1000",
        "1_0.5e1_0, 105000000000",
        "+5., 5",
        ".5, 0.5",
        "1e-3000000, 0",
        "INF, Infinity",
        "-infinity, -Infinity",
        "nan, NaN"
    })
    void floatIsParsedAsInGo(String text, double value) {
        assertThat((Object) GoFloat.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0x10", "0x1p", "0x1p4f", "1f", "1d", "1__0", "_1", "1_", "1_.5", "1_e5", "1e400", " 1", "--1"
            })
    void textThatIsNoFloatInGoIsAnError(String text) {
        assertThatThrownBy(() -> GoFloat.parse(text)).isInstanceOf(NumberFormatException.class);
    }
}
