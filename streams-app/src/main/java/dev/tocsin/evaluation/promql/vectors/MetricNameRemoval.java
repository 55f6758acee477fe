package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * When the labels that say what a metric is go away: at once, or, if removal is delayed, at the end of the query,
 * so that outer operations still see them.
 */
public record MetricNameRemoval(boolean delayed) {
    public static MetricNameRemoval of(QueryContext query) {
        return new MetricNameRemoval(query.options().has(Feature.DELAYED_NAME_REMOVAL));
    }

    VectorRow drop(VectorRow row) {
        return delayed ? row.withDropName(true) : row.with(VectorRow.withoutMetadata(row.labels()));
    }

    /** The rows without their names. @throws EvaluationException if that makes two elements of a step the same */
    public InstantVector drop(InstantVector rows) {
        var dropped = each(rows);
        return delayed ? dropped : dropped.mergeSameLabels();
    }

    /** As {@link #drop(Rows)}, but of what the metric is, only the name is lost. */
    public InstantVector dropNameOnly(InstantVector rows) {
        return delayed
                ? each(rows)
                : new InstantVector(rows.rows().stream()
                                .map(row -> row.with(row.labels().drop(List.of(Labels.NAME))))
                                .toList())
                        .mergeSameLabels();
    }

    /** As {@link #drop(Rows)}, but two rows of the same labels do not even unite where they could. */
    public InstantVector dropWithoutMerging(InstantVector rows) {
        var dropped = each(rows);
        return delayed ? dropped : dropped.requireDistinctLabels();
    }

    /** What is left to be dropped at the end of the query. */
    public InstantVector dropDelayed(InstantVector rows) {
        if (!delayed) {
            return rows;
        }
        var finished = new ArrayList<VectorRow>(rows.rows().size());
        for (var row : rows.rows()) {
            finished.add(row.dropName() ? row.with(VectorRow.withoutMetadata(row.labels())) : row);
        }
        return new InstantVector(finished).mergeSameLabels();
    }

    private InstantVector each(InstantVector rows) {
        return new InstantVector(rows.rows().stream().map(this::drop).toList());
    }
}
