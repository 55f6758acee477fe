package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Span;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The annotations of one query. Of annotations with the same text, only the first is kept. */
public final class Annotations {
    /** Enough for every kind of annotation; those of thousands of metrics help nobody. */
    private static final int MAXIMUM = 500;

    private final Map<String, Located> byText = new LinkedHashMap<>();

    private record Located(Annotation annotation, Expr about) {}

    public void warn(Expr about, String text) {
        add(Annotation.Level.WARNING, about, text);
    }

    public void inform(Expr about, String text) {
        add(Annotation.Level.INFO, about, text);
    }

    public List<Annotation> all() {
        return byText.values().stream().map(Located::annotation).toList();
    }

    /**
     * Adds the annotations of an equal expression.
     *
     * @param from the expression that they are about, or that contains it
     * @param to the equal expression of this query, whose positions the added annotations get
     */
    public void addAll(Annotations others, Expr from, Expr to) {
        if (others.byText.isEmpty()) {
            return;
        }
        var places = new IdentityHashMap<Expr, Expr>();
        var sources = from.nodes().iterator();
        to.nodes().forEach(node -> places.put(sources.next(), node));
        others.byText.forEach(
                (text, other) -> add(other.annotation().level(), places.getOrDefault(other.about(), to), text));
    }

    private void add(Annotation.Level level, Expr about, String text) {
        if (byText.size() < MAXIMUM) {
            byText.putIfAbsent(text, new Located(new Annotation(level, text, about.span()), about));
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
