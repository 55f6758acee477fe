package dev.tocsin.sources.formats;

import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.sources.SampleCollector;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parses a sample line of Prometheus's text format, or of OpenMetrics: {@code name{label="value"} 1 1700000000000}. A name in
 * quotes can stand inside the braces.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class ExpositionLine {
    private final String text;
    private int position;

    private ExpositionLine(String text) {
        this.text = text;
    }

    /**
     * A sample.
     *
     * @param labels with the metric name
     * @param time the text of the timestamp; empty if there is none
     */
    record Parsed(Map<String, String> labels, double value, String time) {}

    /** @throws IllegalArgumentException if the line is no sample */
    static Parsed parse(String line) {
        var parser = new ExpositionLine(line);
        var labels = new LinkedHashMap<String, String>();
        var name = parser.until("{ \t");
        if (!name.isEmpty()) {
            labels.put(Labels.NAME, name);
        }
        parser.skipSpaces();
        if (parser.accept('{')) {
            parser.labels(labels);
        }
        parser.skipSpaces();
        var value = parser.until(" \t");
        parser.skipSpaces();
        var time = parser.isAt('#') ? "" : parser.until(" \t");
        parser.skipSpaces();
        if (!parser.isAtEnd() && !parser.isAt('#')) {
            throw new IllegalArgumentException("there is something behind the time: " + parser.rest());
        }
        return new Parsed(labels, number(value), time);
    }

    private void labels(Map<String, String> labels) {
        while (true) {
            skipSpaces();
            if (accept('}')) {
                return;
            }
            label(labels);
            skipSpaces();
            if (!accept(',') && !isAt('}')) {
                throw new IllegalArgumentException("after a label there must be ',' or '}', but is: " + rest());
            }
        }
    }

    private void label(Map<String, String> labels) {
        var isQuoted = isAt('"');
        var name = isQuoted ? quoted() : until("= \t,}");
        skipSpaces();
        if (isQuoted && (isAt(',') || isAt('}'))) {
            add(labels, Labels.NAME, name);
            return;
        }
        if (!accept('=')) {
            throw new IllegalArgumentException("label %s has no value".formatted(SampleCollector.quoted(name)));
        }
        skipSpaces();
        add(labels, name, quoted());
    }

    private static void add(Map<String, String> labels, String name, String value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a label has no name");
        }
        if (labels.size() > Limit.WRITE_LABELS.value()) {
            throw new IllegalArgumentException("it has more than %d labels".formatted(Limit.WRITE_LABELS.value()));
        }
        if (labels.put(name, value) != null) {
            throw new IllegalArgumentException(
                    name.equals(Labels.NAME)
                            ? "it has two metric names"
                            : "label %s occurs twice".formatted(SampleCollector.quoted(name)));
        }
    }

    /** A text in quotes, in which a backslash escapes a quote, a backslash, and n for a line break. */
    private String quoted() {
        if (!accept('"')) {
            throw new IllegalArgumentException("there must be a text in quotes instead of: " + rest());
        }
        var value = new StringBuilder();
        while (position < text.length()) {
            var c = text.charAt(position++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\' && position < text.length()) {
                var escaped = text.charAt(position++);
                switch (escaped) {
                    case 'n' -> value.append('\n');
                    case '"', '\\' -> value.append(escaped);
                    default -> value.append(c).append(escaped);
                }
            } else {
                value.append(c);
            }
        }
        throw new IllegalArgumentException("a text in quotes has no end");
    }

    private static double number(String value) {
        try {
            return GoFloat.parse(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the value is %s, but must be a number".formatted(SampleCollector.quoted(value)), e);
        }
    }

    private String until(String ends) {
        var from = position;
        while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(from, position);
    }

    private void skipSpaces() {
        while (isAt(' ') || isAt('\t')) {
            position++;
        }
    }

    private boolean accept(char c) {
        if (isAt(c)) {
            position++;
            return true;
        }
        return false;
    }

    private boolean isAt(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private boolean isAtEnd() {
        return position >= text.length();
    }

    private String rest() {
        return SampleCollector.quoted(text.substring(position));
    }
}
