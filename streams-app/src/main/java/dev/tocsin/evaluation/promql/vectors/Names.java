package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * When the labels that say what a metric is go away: at once, or, if removal is delayed, at the end of the query,
 * so that outer operations still see them.
 */
public record Names(boolean delayed) {
    public static Names of(Query query) {
        return new Names(query.options().has(Feature.DELAYED_NAME_REMOVAL));
    }

    Row drop(Row row) {
        return delayed ? row.losingName(true) : row.with(Row.withoutMetadata(row.labels()));
    }

    /** The rows without their names. @throws EvaluationException if that makes two elements of a step the same */
    public Rows drop(Rows rows) {
        var dropped = each(rows);
        return delayed ? dropped : dropped.united();
    }

    /** As {@link #drop(Rows)}, but of what the metric is, only the name is lost. */
    public Rows dropNameOnly(Rows rows) {
        return delayed
                ? each(rows)
                : new Rows(rows.list().stream()
                                .map(row -> row.with(row.labels().drop(List.of(Labels.NAME))))
                                .toList())
                        .united();
    }

    /** As {@link #drop(Rows)}, but two rows of the same labels do not even unite where they could. */
    public Rows dropAndKeepApart(Rows rows) {
        var dropped = each(rows);
        return delayed ? dropped : dropped.requireDistinctLabels();
    }

    /** What is left to be dropped at the end of the query. */
    public Rows finish(Rows rows) {
        if (!delayed) {
            return rows;
        }
        var finished = new ArrayList<Row>(rows.list().size());
        for (var row : rows.list()) {
            finished.add(row.losesName() ? row.with(Row.withoutMetadata(row.labels())) : row);
        }
        return new Rows(finished).united();
    }

    private Rows each(Rows rows) {
        return new Rows(rows.list().stream().map(this::drop).toList());
    }
}
