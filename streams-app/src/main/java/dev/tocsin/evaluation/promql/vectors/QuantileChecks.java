package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.notation.GoFloat;

/** What is said of quantiles that are none. */
public final class QuantileChecks {
    private QuantileChecks() {}

    /** Warns of what is not between 0 and 1; it has a value all the same. */
    public static void check(double[] quantiles, QueryContext query, Expr written) {
        for (var quantile : quantiles) {
            if (Double.isNaN(quantile) || quantile < 0 || quantile > 1) {
                query.annotations()
                        .warn(
                                written,
                                "quantile value should be between 0 and 1, got %s"
                                        .formatted(GoFloat.general(quantile)));
            }
        }
    }
}
