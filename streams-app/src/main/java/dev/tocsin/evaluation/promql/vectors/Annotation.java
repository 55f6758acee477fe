package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Span;
import java.nio.charset.StandardCharsets;

/**
 * A remark about a query that does not change its value.
 *
 * @param span the part of the query that it is about
 */
public record Annotation(Level level, String text, Span span) {
    /** How much it matters. */
    public enum Level {
        WARNING("PromQL warning: "),
        INFO("PromQL info: ");

        private final String prefix;

        Level(String prefix) {
            this.prefix = prefix;
        }
    }

    /** As Prometheus's HTTP API tells it: with its level, and line and column in the query's text. */
    public String format(String query) {
        var bytes = query.getBytes(StandardCharsets.UTF_8);
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < Math.min(span.start(), bytes.length); i++) {
            if (bytes[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return "%s%s (%d:%d)".formatted(level.prefix, text, line, span.start() - lineStart + 1);
    }
}
