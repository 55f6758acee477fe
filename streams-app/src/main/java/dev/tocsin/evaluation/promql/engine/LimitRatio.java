package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import java.math.BigInteger;
import java.util.ArrayList;

/** {@code limit_ratio}: samples elements by the hash of their labels, so each instance keeps the same elements. */
final class LimitRatio {
    private static final double LARGEST_HASH = 0x1p64;

    private LimitRatio() {}

    static InstantVector evaluate(AggregationContext context) {
        var ratios = context.parameter().clone();
        for (var step = 0; step < ratios.length; step++) {
            ratios[step] = capped(ratios[step], context);
        }
        var kept = new ArrayList<VectorRow>();
        for (var row : context.inputVector().rows()) {
            var share = share(row.labels());
            kept.add(row.filterSteps(step -> isKept(share, ratios[step])));
        }
        return new InstantVector(kept).withoutEmpty();
    }

    private static double capped(double ratio, AggregationContext context) {
        if (Double.isNaN(ratio)) {
            throw new EvaluationException("Ratio value is NaN");
        }
        if (Math.abs(ratio) <= 1) {
            return ratio;
        }
        var capped = Math.signum(ratio);
        context.query()
                .annotations()
                .warn(
                        context.parameterExpr(),
                        "ratio value should be between -1 and 1, got %s, capping to %s"
                                .formatted(GoFloat.general(ratio), GoFloat.general(capped)));
        return capped;
    }

    private static boolean isKept(double share, double ratio) {
        return ratio >= 0 ? share < ratio : share >= 1 + ratio;
    }

    /** The hash of the labels as a number between 0 and 1. */
    private static double share(Labels labels) {
        return new BigInteger(Long.toUnsignedString(LabelHash.of(labels))).doubleValue() / LARGEST_HASH;
    }
}
