package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Span;
import java.nio.charset.StandardCharsets;

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
