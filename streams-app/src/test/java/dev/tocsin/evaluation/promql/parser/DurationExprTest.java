package dev.tocsin.evaluation.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.promql.DurationException;
import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.Expr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Duration expressions in a query with a step of 10 seconds and a range of one hour. */
class DurationExprTest {
    private static final QueryTimes QUERY = new QueryTimes(10_000, 3_600_000);

    @ParameterizedTest(name = "{0} is {1} ms")
    @CsvSource(delimiter = '|', textBlock = """
        5m                             | 300000
        0.0185                         | 18
        4.18                           | 4180
        step()                         | 10000
        range() / 2                    | 1800000
        11s+10s-5*2^2                  | 1000
        -(10s-5s)+20s                  | 15000
        1h % 7m                        | 240000
        max_of(step(), 5s)             | 10000
        min_of(step() * 2, 1m)         | 20000
        2 ^ 3 ^ 2                      | 512000
        """)
    void dependsOnStepAndRangeOfTheQuery(String duration, long millis) {
        var range = (Expr.MatrixSelector) RoundTrip.of("a[" + duration + "]");
        assertThat(range.range().positiveMillis(QUERY)).isEqualTo(millis);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        -2 ^ 2                         | 2:8: duration must be greater than 0
        1s - step()                    | 2:13: duration must be greater than 0
        1s / (step() - 10s)            | 2:21: division by zero
        1s % (step() - 10s)            | 2:21: modulo by zero
        10 ^ 300 * 10 ^ 300            | 2:21: duration is NaN or infinite
        10 ^ 30 * step()               | 2:18: duration is out of range
        """)
    void rejectsInvalidValues(String duration, String message) {
        var range = (Expr.MatrixSelector) RoundTrip.of("a[" + duration + "]");
        assertThatThrownBy(() -> range.range().positiveMillis(QUERY))
                .isInstanceOf(DurationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "an offset of {0} is {1} ms")
    @CsvSource(delimiter = '|', textBlock = """
        -7m                            | -420000
        +(5)                           | 5000
        -step()                        | -10000
        (5s-8)                         | -3000
        -min_of(5s,step()+8s)          | -5000
        """)
    void offsetMayBeNegative(String offset, long millis) {
        var selector = (Expr.VectorSelector) RoundTrip.of("a offset " + offset);
        assertThat(selector.timeModifiers().offset().millis(QUERY)).isEqualTo(millis);
    }
}
