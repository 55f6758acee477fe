package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.notation.GoFloat;

/** Checks the parameters of quantile functions. */
public final class QuantileChecks {
    private QuantileChecks() {}

    /** Adds a warning for a quantile outside of 0 to 1. The result is still defined. */
    public static void check(double[] quantiles, QueryContext query, Expr expr) {
        for (var quantile : quantiles) {
            if (Double.isNaN(quantile) || quantile < 0 || quantile > 1) {
                query.annotations()
                        .warn(
                                expr,
                                "quantile value should be between 0 and 1, got %s"
                                        .formatted(GoFloat.general(quantile)));
            }
        }
    }
}
