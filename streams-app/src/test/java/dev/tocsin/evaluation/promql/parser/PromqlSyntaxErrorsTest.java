package dev.tocsin.evaluation.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlSyntaxErrorsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        sum(up                          | 1:7: parse error: unclosed left parenthesis
        up[5m                           | 1:6: parse error: unclosed left bracket
        up[5m:1m:2m]                    | 1:10: parse error: unexpected repeated colon in duration expression
        up[5m[1m]]                      | 1:6: parse error: unexpected left bracket '['
        up]                             | 1:3: parse error: unexpected right bracket ']'
        up[:5m]                         | 1:5: parse error: unexpected colon before duration in duration expression
        up{{                            | 1:4: parse error: unexpected left brace '{'
        é                               | 1:1: parse error: unexpected character: 'é'
        sum(up down)                    | 1:8: parse error: unexpected identifier "down" in aggregation
        sum by (a) up                   | 1:12: parse error: unexpected identifier "up" in aggregation
        up 0123456789012                | 1:4: parse error: unexpected number "0123456789"...
        up "a"                          | 1:4: parse error: unexpected string "\\"a\\""
        up on                           | 1:4: parse error: unexpected <on>
        bool                            | 1:1: parse error: unexpected <bool>
        up sum                          | 1:4: parse error: unexpected <aggr:sum>
        up start                        | 1:4: parse error: unexpected "start"
        up a:b                          | 1:4: parse error: unexpected metric identifier "a:b"
        up[5m 5m]                       | 1:7: parse error: unexpected duration "5m" in subquery or range, expected ":" or "]"
        up[5m:1m 5m]                    | 1:10: parse error: unexpected duration "5m" in subquery selector, expected "]"
        up @ start                      | 1:11: parse error: unexpected end of input in @, expected timestamp
        up{a=~"("}                      | 1:4: parse error: error parsing regexp: missing closing ): `(`
        1 + "a"                         | 1:5: parse error: binary expression must contain only scalar and instant vector types
        up{"down"}                      | 1:1: parse error: metric name must not be set twice: "up" or "down"
        1e999                           | 1:1: parse error: error parsing number: strconv.ParseFloat: parsing "1e999": value out of range
        (1e)                            | 1:2: parse error: error parsing number: strconv.ParseFloat: parsing "1e": invalid syntax
        up @ 5e- offset 1m              | 1:6: parse error: error parsing number: strconv.ParseFloat: parsing "5e-": invalid syntax
        up[01e]                         | 1:4: parse error: error parsing number: strconv.ParseFloat: parsing "01e": invalid syntax
        1__0                            | 1:1: parse error: bad number or duration syntax: "1__"
        '\\400'                         | 1:1: parse error: escape sequence is an invalid Unicode code point
        '\\ud800'                       | 1:1: parse error: escape sequence is an invalid Unicode code point
        up @ 1 @ 2                      | 1:1: parse error: @ <timestamp> may not be set multiple times
        up @ 1e30                       | 1:1: parse error: timestamp out of bounds for @ modifier: 1000000000000000019884624838656.000000
        up offset 1h2                   | 1:11: parse error: bad number or duration syntax: "1h2"
        up[300y]                        | 1:4: parse error: duration out of range
        up + fill(1) 2                  | 1:1: parse error: filling in missing series only allowed between instant vectors
        up and fill(1) up               | 1:1: parse error: filling in missing series not allowed for set operators
        up[5m:] anchored                | 1:1: parse error: anchored modifier is not supported for subqueries
        sum(up) smoothed                | 1:1: parse error: smoothed modifier not implemented
        up anchored smoothed            | 1:1: parse error: anchored and smoothed modifiers cannot be used together
        label_join(up, "a")             | 1:1: parse error: expected at least 3 argument(s) in call to "label_join", got 2
        Rate(up[5m])                    | 1:1: parse error: unknown function with name "Rate"
        sum by ("") (up)                | 1:9: parse error: invalid label name for grouping: ""
        """)
    void errorHasPositionAndReason(String text, String message) {
        assertThatThrownBy(() -> PromqlParser.parse(text, Features.ALL))
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessage(message.replace("\\\\", "\\"));
    }

    @ParameterizedTest(name = "{0} needs its feature: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        step()              | function "step" is not enabled
        sort_by_label(up)   | function "sort_by_label" is not enabled
        limitk(1, up)       | limitk() is experimental and must be enabled with --enable-feature=promql-experimental-functions
        up anchored         | anchored modifier is experimental and not enabled
        up[5m] smoothed     | smoothed modifier is experimental and not enabled
        up + fill(0) up     | binop fill modifiers are experimental and not enabled
        """)
    void experimentalFeaturesAreOffByDefault(String text, String reason) {
        assertThatThrownBy(() -> PromqlParser.parse(text)).hasMessageEndingWith("parse error: " + reason);
        RoundTrip.of(text);
    }

    @Test
    void durationExpressionsCanBeSwitchedOff() {
        var off = new Features(EnumSet.complementOf(EnumSet.of(Feature.DURATION_EXPRESSIONS)));
        assertThatThrownBy(() -> PromqlParser.parse("up[1m+1m]", off))
                .hasMessage("1:4: parse error: experimental duration expression is not enabled");
        assertThat(RoundTrip.of("up[5m] offset -1m", off)).hasToString("up[5m] offset -1m");
    }

    @Test
    void positionIsInLinesAndBytes() {
        assertThatThrownBy(() -> PromqlParser.parse("sum(\n  é\n)")).hasMessageStartingWith("2:3: ");
        assertThatThrownBy(() -> PromqlParser.parse("up{\n\"é\"=\"x\" y}")).hasMessageStartingWith("2:10: ");
    }

    @Test
    void rejectsSelectorAsSeriesAndExpressionAsSelector() {
        assertThatThrownBy(() -> PromqlParser.parseMetric("up{a=~\"b\"}"))
                .hasMessage("1:5: parse error: unexpected <op:=~> in label set, expected \"=\"");
        assertThatThrownBy(() -> PromqlParser.parseMetricSelector("sum(up)"))
                .hasMessage("1:4: parse error: unexpected \"(\"");
    }
}
