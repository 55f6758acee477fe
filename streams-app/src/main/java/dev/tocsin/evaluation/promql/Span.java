package dev.tocsin.evaluation.promql;

/** A range of a query text: offsets in UTF-8 bytes; the end is exclusive. */
public record Span(int start, int end) {
    public static Span between(Span first, Span last) {
        return new Span(first.start, last.end);
    }
}
