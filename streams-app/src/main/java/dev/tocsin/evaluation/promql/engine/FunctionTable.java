package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.functions.HistogramFunctions;
import dev.tocsin.evaluation.promql.functions.InstantFunctions;
import dev.tocsin.evaluation.promql.functions.WindowFunctions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import java.util.HashMap;
import java.util.Map;

/** Every function by its name, from all families. */
final class FunctionTable {
    private static final Map<String, Body> ALL = new HashMap<>();

    static {
        ALL.putAll(InstantFunctions.ALL);
        ALL.putAll(HistogramFunctions.ALL);
        ALL.putAll(WindowFunctions.ALL);
    }

    private FunctionTable() {}

    /** @throws EvaluationException if the parser knows the function, but it can not be evaluated */
    static Body get(String name) {
        var body = ALL.get(name);
        if (body == null) {
            throw new EvaluationException("function \"%s\" can not be evaluated here".formatted(name));
        }
        return body;
    }
}
