package dev.tocsin.evaluation.promql.eval;

import java.util.HashMap;
import java.util.Map;

/** Every function by its name, from all families. */
final class FunctionTable {
    /** What a function does. */
    interface Body {
        Operand apply(Invocation invocation);
    }

    private static final Map<String, Body> ALL = new HashMap<>();

    static {
        ALL.putAll(MathFunctions.ALL);
        ALL.putAll(ConversionFunctions.ALL);
        ALL.putAll(DateFunctions.ALL);
        ALL.putAll(SortFunctions.ALL);
        ALL.putAll(LabelFunctions.ALL);
        ALL.putAll(AbsentFunctions.ALL);
        ALL.putAll(RangeFunctions.ALL);
        ALL.putAll(RateFunctions.ALL);
        ALL.putAll(TrendFunctions.ALL);
        ALL.putAll(HistogramFunctions.ALL);
        ALL.putAll(InfoFunction.ALL);
    }

    private FunctionTable() {}

    /** @throws EvaluationException if the parser knows the function, but it can not be evaluated */
    static Body named(String name) {
        var body = ALL.get(name);
        if (body == null) {
            throw new EvaluationException("function \"%s\" can not be evaluated here".formatted(name));
        }
        return body;
    }
}
