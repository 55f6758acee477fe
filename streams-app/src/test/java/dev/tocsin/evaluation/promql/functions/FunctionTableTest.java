package dev.tocsin.evaluation.promql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.PromqlFunction;
import dev.tocsin.evaluation.promql.PromqlFunctions;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FunctionTableTest {
    @Test
    void everyFunctionHasABody() {
        var described = PromqlFunctions.all().stream().map(PromqlFunction::name).collect(Collectors.toSet());

        assertThat(FunctionTable.BODIES.keySet())
                .as("functions with a body, beside those that are described")
                .containsExactlyInAnyOrderElementsOf(described);
    }
}
