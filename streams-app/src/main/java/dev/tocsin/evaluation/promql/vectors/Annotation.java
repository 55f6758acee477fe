package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Span;

/**
 * A warning or info about a query.
 *
 * @param span the part of the query that it is about
 */
public record Annotation(Level level, String text, Span span) {
    public enum Level {
        WARNING("PromQL warning: "),
        INFO("PromQL info: ");

        private final String prefix;

        Level(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The text as in Prometheus's HTTP API: with level, line and column in the query text. */
    public String format(String query) {
        return "%s%s (%s)".formatted(level.prefix, text, span.position(query));
    }
}
