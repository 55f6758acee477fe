package dev.tocsin.evaluation.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlFunctionsTest {
    @ParameterizedTest(name = "{0}: {1} to {2} arguments")
    @CsvSource({
        "abs,                 1, 1",
        "hour,                0, 1",
        "time,                0, 0",
        "round,               1, 2",
        "clamp,               3, 3",
        "label_replace,       5, 5",
        "label_join,          3, 2147483647",
        "sort_by_label,       1, 2147483647",
        "histogram_quantiles, 3, 12",
        "info,                1, 2",
    })
    void functionsHaveTheirNumbersOfArguments(String name, int min, int max) {
        assertThat(PromqlFunctions.find(name)).hasValueSatisfying(function -> {
            assertThat(function.minArguments()).isEqualTo(min);
            assertThat(function.maxArguments()).isEqualTo(max);
        });
    }

    @Test
    void allFunctionsOfTheLanguageAreThere() {
        assertThat(PromqlFunctions.all()).hasSize(90);
        assertThat(PromqlFunctions.all().stream().filter(function -> function.has(PromqlFunction.Trait.EXPERIMENTAL)))
                .hasSize(17);
    }

    @Test
    void lastArgumentTypeHoldsForAllFurtherArguments() {
        var quantiles = PromqlFunctions.find("histogram_quantiles").orElseThrow();
        assertThat(quantiles.argumentType(1)).isEqualTo(ValueType.STRING);
        assertThat(quantiles.argumentType(9)).isEqualTo(ValueType.SCALAR);
    }
}
