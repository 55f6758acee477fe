package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.OperandEvaluator;
import dev.tocsin.evaluation.promql.vectors.OperandValue;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bodies of all functions, by name. */
public final class FunctionTable {
    static final Map<String, Body> BODIES = Stream.of(
                    MathFunctions.ALL,
                    ConversionFunctions.ALL,
                    DateFunctions.ALL,
                    SortFunctions.ALL,
                    LabelFunctions.ALL,
                    InfoFunction.ALL,
                    HistogramFunctions.ALL,
                    OverTimeFunctions.ALL,
                    RateFunctions.ALL,
                    TrendFunctions.ALL,
                    AbsentFunctions.ALL)
            .flatMap(family -> family.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private FunctionTable() {}

    /** The result of a call. The evaluator computes the arguments when the function reads them. */
    public static OperandValue call(Expr.Call call, OperandEvaluator evaluator) {
        var body = BODIES.get(call.function().name());
        if (body == null) {
            throw new IllegalStateException(
                    "function without a body: " + call.function().name());
        }
        return body.apply(new FunctionCall(call, evaluator));
    }

    /** The angle of a point, with the same bits as Prometheus. */
    public static double atan2(double y, double x) {
        return InverseTangent.atan2(y, x);
    }
}
