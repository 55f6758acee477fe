package dev.tocsin.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MatcherParserTest {
    /** The canonical text parses to the same matchers. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            FALLBACK | foo=bar                    | {foo="bar"}
            FALLBACK | {foo="bar"}                | {foo="bar"}
            FALLBACK | foo!=bar,                  | {foo!="bar"}
            FALLBACK | { foo = bar , a=~"x.y" , } | {foo="bar",a=~"x.y"}
            FALLBACK | a!~"d.*",b="c,d"           | {a!~"d.*",b="c,d"}
            FALLBACK | foo=                       | {foo=""}
            FALLBACK | foo="a\\"b\\\\c"           | {foo="a\\"b\\\\c"}
            FALLBACK | foo=a\\d                   | {foo="a\\\\d"}
            FALLBACK | "foo bar"=baz              | {"foo bar"="baz"}
            FALLBACK | foo🙂=bar                  | {foo🙂="bar"}
            FALLBACK | {}                         | {}
            FALLBACK | $ $                        | {}
            CLASSIC  | {foo=bar                   | {foo="bar"}
            CLASSIC  | foo=bar baz                | {foo="bar baz"}
            CLASSIC  | foo="\\t"                  | {foo="\\\\t"}
            UTF8     | "a"="\\u00e9\\x41\\101"    | {a="éAA"}
            UTF8     | "a"="\\xf0\\x9f\\x99\\x82" | {a="🙂"}
            UTF8     | "日本"=~"語+"                | {日本=~"語+"}
            """)
    void parses(MatcherParser mode, String text, String canonical) {
        assertThat(MatcherFormat.format(mode.parseList(text))).isEqualTo(canonical);
        assertThat(MatcherFormat.format(mode.parseList(canonical))).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            CLASSIC  | foo                 | bad matcher format: foo
            CLASSIC  | 0a=b                | bad matcher format: 0a=b
            CLASSIC  | foo="bar            | matcher value contains unescaped double quote: "bar
            CLASSIC  | foo=b"ar            | matcher value contains unescaped double quote: b"ar
            CLASSIC  | a=b,c,d=e           | bad matcher format: c
            FALLBACK | foo                 | bad matcher format: foo
            UTF8     | ,                   | 0:1: unexpected ,: expected label name
            UTF8     | {                   | 0:1: end of input: expected close brace
            UTF8     | {foo=bar            | 0:8: end of input: expected close brace
            UTF8     | foo=bar}            | 0:8: }: expected opening brace
            UTF8     | }                   | 0:1: }: expected opening brace
            UTF8     | foo                 | 0:3: end of input: expected an operator such as '=', '!=', '=~' or '!~'
            UTF8     | foo=                | 0:4: end of input: expected label value
            UTF8     | foo=,               | 4:5: unexpected ,: expected label value
            UTF8     | foo=bar baz         | 8:11: unexpected baz: expected a comma or close brace
            UTF8     | foo=bar,,           | 8:9: unexpected ,: expected a matcher or close brace after comma
            UTF8     | {foo=bar},          | 9:10: unexpected ,: expected end of input
            UTF8     | 🙂="bar             | 2:6: "bar: missing end "
            UTF8     | a=\\                | 2:3: \\: invalid input
            UTF8     | a="\\q"             | 2:6: "\\q": invalid input
            """)
    void rejectsWithAlertmanagersMessage(MatcherParser mode, String text, String message) {
        assertThatThrownBy(() -> mode.parseList(text)).hasMessage(message);
    }

    @Test
    void fallbackPrefersTheClassicParser() {
        assertThat(MatcherParser.UTF8.parse("a=\"\\t\"").value()).isEqualTo("\t");
        assertThat(MatcherParser.FALLBACK.parse("a=\"\\t\"").value()).isEqualTo("\\t");
    }

    @ParameterizedTest
    @EnumSource(names = {"FALLBACK", "UTF8"})
    void singleMatcherHasNoBraces(MatcherParser mode) {
        assertThat(mode.parse("foo=bar")).isEqualTo(Matcher.alerting("foo", Matcher.Op.EQUAL, "bar"));
        assertThatThrownBy(() -> mode.parse("{foo=bar}")).hasMessage("unexpected open or close brace: {foo=bar}");
    }

    @Test
    void singleMatcherParsesExactlyOne() {
        assertThatThrownBy(() -> MatcherParser.UTF8.parse("")).hasMessage("no matchers");
        assertThatThrownBy(() -> MatcherParser.UTF8.parse("a=b,c=d")).hasMessage("expected 1 matcher, found 2");
        assertThat(MatcherParser.FALLBACK.parse("a=b,c=d").value()).isEqualTo("b,c=d");
        assertThat(MatcherParser.FALLBACK.parse("🙂=b").name()).isEqualTo("🙂");
    }
}
