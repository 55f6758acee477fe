package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.labels.Labels;
import java.util.List;

/**
 * Removal of the metric name, and of {@code __type__} and {@code __unit__}, by operations. With
 * {@link Feature#DELAYED_NAME_REMOVAL}, names are removed at the end of the query, so that outer operations see them.
 */
public record MetricNameRemoval(boolean delayed) {
    public static MetricNameRemoval of(QueryContext query) {
        return new MetricNameRemoval(query.options().has(Feature.DELAYED_NAME_REMOVAL));
    }

    VectorRow drop(VectorRow row) {
        return delayed ? row.withDropName(true) : row.with(VectorRow.withoutMetadata(row.labels()));
    }

    /** Removes the names. @throws EvaluationException if two elements at a step then have the same labels */
    public InstantVector drop(InstantVector rows) {
        var dropped = rows.mapRows(this::drop);
        return delayed ? dropped : dropped.mergeSameLabels();
    }

    /** Removes only {@code __name__}; otherwise as {@link #drop(InstantVector)}. */
    public InstantVector dropNameOnly(InstantVector rows) {
        return delayed
                ? rows.mapRows(this::drop)
                : rows.mapRows(row -> row.with(row.labels().drop(List.of(Labels.NAME))))
                        .mergeSameLabels();
    }

    /** Removes the names. @throws EvaluationException if two rows then have the same labels, at any steps */
    public InstantVector dropWithoutMerging(InstantVector rows) {
        var dropped = rows.mapRows(this::drop);
        return delayed ? dropped : dropped.requireDistinctLabels();
    }

    /** Removes the delayed names at the end of the query. */
    public InstantVector dropDelayed(InstantVector rows) {
        if (!delayed) {
            return rows;
        }
        return rows.mapRows(row -> row.dropName() ? row.with(VectorRow.withoutMetadata(row.labels())) : row)
                .mergeSameLabels();
    }
}
