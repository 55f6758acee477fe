package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import java.util.Map;

/** {@code deriv}, {@code predict_linear} and {@code double_exponential_smoothing}. */
final class TrendFunctions {
    static final Map<String, Body> ALL = Map.of(
            "deriv", TrendFunctions::derivative,
            "predict_linear", TrendFunctions::prediction,
            "double_exponential_smoothing", TrendFunctions::smoothing);

    private TrendFunctions() {}

    private static InstantVector derivative(FunctionCall call) {
        return new SlidingWindow(call, 0)
                .apply((window, step) -> window.size() < 2
                        ? VectorRow.NOTHING
                        : LinearRegression.fit(window, window.times[window.from()])
                                .slope());
    }

    private static InstantVector prediction(FunctionCall call) {
        var ahead = call.scalars(1);
        return new SlidingWindow(call, 0).apply((window, step) -> {
            if (window.size() < 2) {
                return VectorRow.NOTHING;
            }
            var line = LinearRegression.fit(window, call.steps().time(step));
            return line.slope() * ahead[step] + line.intercept();
        });
    }

    private static InstantVector smoothing(FunctionCall call) {
        var factors = call.scalars(1);
        var trends = call.scalars(2);
        return new SlidingWindow(call, 0).apply((window, step) -> {
            requireFraction("smoothing factor", "sf", factors[step]);
            requireFraction("trend factor", "tf", trends[step]);
            return window.size() < 2 ? VectorRow.NOTHING : smooth(window, factors[step], trends[step]);
        });
    }

    private static void requireFraction(String name, String symbol, double value) {
        if (value <= 0 || value >= 1) {
            throw new EvaluationException("invalid %s. Expected: 0 < %s < 1, got: %f".formatted(name, symbol, value));
        }
    }

    private static double smooth(Window window, double factor, double trendFactor) {
        var values = window.values;
        var previous = 0.0;
        var smoothed = window.first();
        var trend = values[window.from() + 1] - smoothed;
        for (var i = window.from() + 1; i < window.to(); i++) {
            if (i > window.from() + 1) {
                trend = trendFactor * (smoothed - previous) + (1 - trendFactor) * trend;
            }
            var carried = (1 - factor) * (smoothed + trend);
            previous = smoothed;
            smoothed = factor * values[i] + carried;
        }
        return smoothed;
    }
}
