package dev.tocsin.evaluation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules whose results cannot be stored, or whose samples are not kept. */
class RuleBoundsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            rate(x[5m])                                       | ~~
            rate(x[6h])                                       | ~~
            rate(x[1d])                                       | rule r looks back 1d,
            x offset 7h                                       | rule r looks back 7h,
            x - x offset 1w                                   | rule r looks back 1w,
            rate(x[5h] offset 2h)                             | rule r looks back 7h,
            rate(x[7h] offset -2h)                            | ~~
            max_over_time(rate(x[5m])[6h:1m])                 | rule r looks back 6h5m,
            max_over_time(max_over_time(x[3h:])[3h:] offset 1h) | rule r looks back 7h,
            sum by (a) (increase(x[30d])) > 0                 | rule r looks back 30d,
            x @ 1700000000                                    | rule r reads samples at a fixed time (@),
            rate(x[5m] @ end())                               | ~~
            predict_linear(x[1h], 4 * 86400)                  | ~~
            vector(1)                                         | ~~
            """)
    void aRuleThatLooksBackFartherThanSamplesAreKeptIsWarnedOf(String expr, String warning) {
        var rule = new RecordingRule("uid", "r", new RuleExpression.OverSamples(PromqlParser.parse(expr)), Map.of());
        assertThat(rule.retentionWarning(Duration.ofHours(6)).orElse("")).startsWith(warning);
    }

    @Test
    void labelsThatCannotBeStoredAreRefusedWithASentence() {
        var labels = Labels.of("a", "x".repeat(100_000));
        assertThatThrownBy(() -> RuleFailedException.requireWithinLimit(labels))
                .hasMessage("labels after applying rule labels have 100001 characters, but the maximum is 65472:"
                        + " shorten the labels of the rule");
        assertThat(RuleFailedException.requireWithinLimit(Labels.of("a", "b"))).isEqualTo(Labels.of("a", "b"));
    }
}
