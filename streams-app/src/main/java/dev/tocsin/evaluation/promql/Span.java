package dev.tocsin.evaluation.promql;

/** Where in a text something stands: offsets into its UTF-8 bytes, the end excluded. */
public record Span(int start, int end) {
    public static Span between(Span first, Span last) {
        return new Span(first.start, last.end);
    }
}
