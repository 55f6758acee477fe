package dev.tocsin.evaluation.promql;

import java.nio.charset.StandardCharsets;

/** A range of a query text: offsets in UTF-8 bytes; the end is exclusive. */
public record Span(int start, int end) {
    public static Span between(Span first, Span last) {
        return new Span(first.start, last.end);
    }

    /** The start as {@code line:column}, both from 1. The column counts bytes. An empty text has no position. */
    public String position(String text) {
        if (text.isEmpty()) {
            return "unknown position";
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var line = 1;
        var lineBreak = -1;
        for (var i = 0; i < Math.min(start, bytes.length); i++) {
            if (bytes[i] == '\n') {
                line++;
                lineBreak = i;
            }
        }
        return line + ":" + (start - lineBreak);
    }
}
