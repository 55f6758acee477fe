package dev.tocsin.imports.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions of "math" nodes in PromQL. */
class MathExpressionTest {
    private static final Map<String, String> OPERANDS = Map.of("A", "a", "B", "b", "error rate", "e");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "$A > 5; a > 5; (a > bool 5)",
                "$A; a != 0; a",
                "${error rate} >= .5; e >= 0.5; (e >= bool 0.5)",
                "$A + $B * 2; (a + (b * 2)) != 0; (a + (b * 2))",
                "$A * $B ** 2; (a * (b ^ 2)) != 0; (a * (b ^ 2))",
                "$A ** 2 ** 3; ((a ^ 2) ^ 3) != 0; ((a ^ 2) ^ 3)",
                "-$A % 3 < 1; ((-a) % 3) < 1; (((-a) % 3) < bool 1)",
                "$A > 5 && $B < 3; (a > 5) and (b < 3); (((a > bool 5) != bool 0) * ((b < bool 3) != bool 0))",
                "$A > 5 || $A < 1; (a > 5) or (a < 1); clamp_max(((a > bool 5) != bool 0) + ((a < bool 1) != bool 0), 1)",
                "!($A == 1); ((a == bool 1) == bool 0) != 0; ((a == bool 1) == bool 0)",
                "abs(log($A)) > 0x10; abs(ln(a)) > 0x10; (abs(ln(a)) > bool 0x10)",
                "100 * ($A - 1) > 7; (100 * (a - 1)) > 7; ((100 * (a - 1)) > bool 7)"
            })
    void operatorsAndFunctionsHaveTheirMeaning(String math, String filter, String value) {
        var parsed = MathExpression.parse(math);
        assertThat(parsed.filter(OPERANDS)).isEqualTo(filter);
        assertThat(parsed.value(OPERANDS)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "$A >; it ends too early",
                "$A > 5 5; '5' is not expected",
                "$A # 5; '# 5' is not understood",
                "is_nan($A); the function is_nan has no equivalent",
                "abs $A; '(' is expected instead of '$A'",
                "($A; it ends too early",
                "> 5; '>' is not expected"
            })
    void mistakesAreNamed(String math, String message) {
        assertThatThrownBy(() -> MathExpression.parse(math))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0} of {1} brackets")
    @CsvSource({"(,1000", "-,1000"})
    void deepNestingIsAMistake(String part, int count) {
        assertThatThrownBy(() -> MathExpression.parse(part.repeat(count) + "$A"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it is nested too deeply");
    }
}
