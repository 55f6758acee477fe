package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Matching.Cardinality;
import dev.tocsin.evaluation.promql.vectors.MetricNameRemoval;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.labels.Labels;

/** The labels of the result of two matched elements. */
record ResultLabels(Expr.Binary binary, MetricNameRemoval nameRemoval) {
    boolean isOneToOne() {
        return binary.matching().cardinality() == Cardinality.ONE_TO_ONE;
    }

    /** Whether labels of the "one" side are added. */
    boolean includesLabels() {
        return !binary.matching().include().isEmpty();
    }

    Labels of(Labels many, Labels one) {
        var matching = binary.matching();
        var labels = dropsNameNow() ? VectorRow.withoutMetadata(many) : many;
        if (isOneToOne()) {
            labels = matching.isOn() ? labels.keep(matching.labels()) : labels.drop(matching.labels());
        }
        for (var included : matching.include()) {
            labels = labels.with(included, one.get(included));
        }
        return labels;
    }

    /** Whether the metric name must be removed at the end of the query. */
    boolean dropsNameLater(VectorRow many) {
        return binary.isBool() ? nameRemoval.delayed() : many.dropName() && !dropsNameNow();
    }

    private boolean dropsNameNow() {
        return binary.op().isArithmetic() || binary.isBool() && !nameRemoval.delayed();
    }
}
