package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The annotations of one query. Of annotations with the same text, only the first is kept. */
public final class Annotations {
    /** Enough for every kind of annotation; those of thousands of metrics help nobody. */
    private static final int MAXIMUM = 500;

    private final Map<String, Annotation> byText = new LinkedHashMap<>();

    public void warn(Expr about, String text) {
        add(Annotation.Level.WARNING, about, text);
    }

    public void inform(Expr about, String text) {
        add(Annotation.Level.INFO, about, text);
    }

    public List<Annotation> all() {
        return List.copyOf(byText.values());
    }

    private void add(Annotation.Level level, Expr about, String text) {
        if (byText.size() < MAXIMUM) {
            byText.putIfAbsent(text, new Annotation(level, text, about.span()));
        }
    }

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
}
