package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Functions of the value of each element. */
final class MathFunctions {
    static final Map<String, Body> ALL = new HashMap<>();

    static {
        of("abs", Math::abs);
        of("ceil", Math::ceil);
        of("floor", Math::floor);
        of("exp", Powers::exp);
        of("sqrt", Math::sqrt);
        of("ln", Logarithms::ln);
        of("log2", Logarithms::log2);
        of("log10", Logarithms::log10);
        of("sgn", Math::signum);
        of("sin", Trigonometry::sin);
        of("cos", Trigonometry::cos);
        of("tan", Trigonometry::tan);
        of("asin", InverseTangent::asin);
        of("acos", InverseTangent::acos);
        of("atan", InverseTangent::atan);
        of("sinh", Hyperbolics::sinh);
        of("cosh", Hyperbolics::cosh);
        of("tanh", Hyperbolics::tanh);
        of("asinh", Hyperbolics::asinh);
        of("acosh", Hyperbolics::acosh);
        of("atanh", Hyperbolics::atanh);
        of("rad", value -> value * Math.PI / 180);
        of("deg", value -> value * 180 / Math.PI);
        ALL.put("round", MathFunctions::round);
        ALL.put("clamp", MathFunctions::clamp);
        ALL.put("clamp_min", call -> mapWithParameter(call, Math::max));
        ALL.put("clamp_max", call -> mapWithParameter(call, Math::min));
    }

    private MathFunctions() {}

    private static void of(String name, DoubleUnaryOperator function) {
        ALL.put(name, call -> call.map(function));
    }

    private static InstantVector round(FunctionCall call) {
        return call.size() == 1 ? call.map(value -> roundTo(value, 1)) : mapWithParameter(call, MathFunctions::roundTo);
    }

    private static double roundTo(double value, double nearest) {
        var inverse = 1 / nearest;
        return Math.floor(value * inverse + 0.5) / inverse;
    }

    /** Applies a function to each element and the second argument at the same step. */
    private static InstantVector mapWithParameter(FunctionCall call, DoubleBinaryOperator function) {
        var rows = call.instantVector(0);
        var parameter = call.scalars(1);
        return call.nameRemoval()
                .drop(rows.mapAtSteps((value, step) -> function.applyAsDouble(value, parameter[step])));
    }

    private static InstantVector clamp(FunctionCall call) {
        var rows = call.instantVector(0);
        var min = call.scalars(1);
        var max = call.scalars(2);
        var clamped = rows.mapAtSteps((value, step) ->
                max[step] < min[step] ? VectorRow.NOTHING : Math.max(min[step], Math.min(max[step], value)));
        return call.nameRemoval().drop(clamped.withoutEmpty());
    }
}
