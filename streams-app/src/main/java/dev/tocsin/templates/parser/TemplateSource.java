package dev.tocsin.templates.parser;

import java.nio.charset.StandardCharsets;

/** A text that was parsed, by which failures say where they are. */
public record TemplateSource(String name, String text) {
    /** {@code name:line:column}; columns are bytes, counted from 0. */
    public String place(int position) {
        var before = text.substring(0, position);
        var line = 1 + before.chars().filter(c -> c == '\n').count();
        var column = before.substring(before.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length;
        return "%s:%d:%d".formatted(name, line, column);
    }
}
