package dev.tocsin.templates;

import java.nio.charset.StandardCharsets;

/** The source of a template, which converts offsets to positions in error messages. */
record TemplateSource(String name, String text) {
    /** {@code name:line:column}; columns are bytes, starting at 0. */
    String place(int position) {
        var before = text.substring(0, position);
        var line = 1 + before.chars().filter(c -> c == '\n').count();
        var column = before.substring(before.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length;
        return "%s:%d:%d".formatted(name, line, column);
    }
}
