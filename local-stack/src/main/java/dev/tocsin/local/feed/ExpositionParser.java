package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parser of Prometheus's text format. As in Prometheus, one invalid line fails the whole scrape. Timestamps of samples are
 * ignored: a sample has the time of its scrape.
 */
final class ExpositionParser {
    private final String line;
    private int position;

    private ExpositionParser(String line) {
        this.line = line;
    }

    /** @throws IllegalArgumentException with the line number and what was expected */
    static List<Sample> parse(String text) {
        var lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(number -> isSampleLine(lines.get(number)))
                .mapToObj(number -> parse(number + 1, lines.get(number)))
                .toList();
    }

    private static boolean isSampleLine(String line) {
        return !line.isBlank() && !line.stripLeading().startsWith("#");
    }

    private static Sample parse(int number, String line) {
        try {
            return new ExpositionParser(line).sample();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line %d: %s in '%s'".formatted(number, e.getMessage(), line), e);
        }
    }

    private Sample sample() {
        var labels = new LinkedHashMap<String, String>();
        skipBlanks();
        if (peek() != '{') {
            labels.put(Labels.NAME, name());
            skipBlanks();
        }
        if (peek() == '{') {
            labels(labels);
        }
        if (!labels.containsKey(Labels.NAME)) {
            throw new IllegalArgumentException("expected a metric name");
        }
        var fields = line.substring(position).strip().split("[ \t]+");
        if (fields.length > 2) {
            throw new IllegalArgumentException("expected a value and at most a timestamp");
        }
        return new Sample(Labels.of(labels), value(fields[0]));
    }

    private void labels(Map<String, String> labels) {
        expect('{');
        skipBlanks();
        while (peek() != '}') {
            label(labels);
            skipBlanks();
            if (peek() != '}') {
                expect(',');
                skipBlanks();
            }
        }
        expect('}');
    }

    /** A quoted string without a value is the metric name (UTF-8 names). */
    private void label(Map<String, String> labels) {
        var name = peek() == '"' ? quoted() : name();
        skipBlanks();
        var isMetricName = peek() == ',' || peek() == '}';
        if (isMetricName) {
            labels.put(Labels.NAME, name);
            return;
        }
        expect('=');
        skipBlanks();
        if (labels.put(name, quoted()) != null) {
            throw new IllegalArgumentException("duplicate label '%s'".formatted(name));
        }
    }

    private String name() {
        var start = position;
        while (isNameCharacter(peek())) {
            position++;
        }
        if (start == position) {
            throw new IllegalArgumentException("expected a name at column %d".formatted(position + 1));
        }
        return line.substring(start, position);
    }

    private String quoted() {
        expect('"');
        var text = new StringBuilder();
        while (peek() != '"') {
            text.append(peek() == '\\' ? escaped() : next());
        }
        position++;
        return text.toString();
    }

    private char escaped() {
        position++;
        var code = next();
        return switch (code) {
            case 'n' -> '\n';
            case '\\', '"' -> code;
            default -> throw new IllegalArgumentException("unknown escape '\\%c'".formatted(code));
        };
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new IllegalArgumentException("expected '%c' at column %d".formatted(wanted, position + 1));
        }
        position++;
    }

    private char next() {
        if (position == line.length()) {
            throw new IllegalArgumentException("expected '\"' at the end");
        }
        return line.charAt(position++);
    }

    /** The next character, or 0 at the end of the line. */
    private char peek() {
        return position < line.length() ? line.charAt(position) : 0;
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            position++;
        }
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == ':';
    }
}
