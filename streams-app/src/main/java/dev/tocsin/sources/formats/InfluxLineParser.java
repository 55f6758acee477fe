package dev.tocsin.sources.formats;

import dev.tocsin.sources.DecodingBudget;
import dev.tocsin.sources.SampleCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Parses points in InfluxDB's line protocol. A text field can contain line breaks.
 *
 * @see <a href="https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/">Line protocol</a>
 */
final class InfluxLineParser {
    private static final Pattern FLOAT = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final int MAX_NUMBER = 500;

    private final String text;
    private final DecodingBudget budget;
    private int position;
    private int line = 1;

    /** False once a text was found that has no end. Then no later text has one, and none is searched again. */
    private boolean lastTextHasEnd = true;

    InfluxLineParser(String text, DecodingBudget budget) {
        this.text = text;
        this.budget = budget;
    }

    /**
     * One point.
     *
     * @param values of fields that are numbers or booleans
     * @param fieldCount of all fields, also of texts
     * @param time in the unit of the producer; empty if the line has none
     */
    record Point(
            String measurement,
            Map<String, String> tags,
            Map<String, Double> values,
            int fieldCount,
            OptionalLong time) {}

    /** Moves to the next line that is neither empty nor a comment. */
    boolean hasNextLine() {
        while (position < text.length()) {
            var c = text.charAt(position);
            if (c == '\n') {
                line++;
                position++;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                position++;
            } else if (c == '#') {
                skipLine();
            } else {
                return true;
            }
        }
        return false;
    }

    /** The number of the current line, from 1. */
    int line() {
        return line;
    }

    /** Moves to the end of the line, after a mistake. */
    void skipLine() {
        while (position < text.length() && text.charAt(position) != '\n') {
            position++;
        }
    }

    /** @throws IllegalArgumentException if the line is not valid */
    Point next() {
        var measurement = token(", ", false);
        if (measurement.isEmpty()) {
            throw new IllegalArgumentException("it has no measurement");
        }
        var tags = new LinkedHashMap<String, String>();
        while (accept(',')) {
            tag(tags);
        }
        if (!accept(' ')) {
            throw new IllegalArgumentException(
                    "measurement %s has no fields".formatted(SampleCollector.quoted(measurement)));
        }
        skipSpaces();
        var values = new LinkedHashMap<String, Double>();
        var fieldCount = 0;
        do {
            field(values);
            fieldCount++;
        } while (accept(','));
        skipSpaces();
        var time = time();
        skipSpaces();
        if (!isAtEndOfLine()) {
            throw new IllegalArgumentException(
                    "there is something behind the time: " + SampleCollector.quoted(restOfLine()));
        }
        return new Point(measurement, tags, values, fieldCount, time);
    }

    private void tag(Map<String, String> tags) {
        budget.addObjects(3);
        var key = token("=, ", true);
        if (key.isEmpty() || !accept('=')) {
            throw new IllegalArgumentException(
                    "tag %s has no value; a tag is KEY=VALUE".formatted(SampleCollector.quoted(key)));
        }
        if (tags.put(key, token(", ", true)) != null) {
            throw new IllegalArgumentException("tag %s occurs twice".formatted(SampleCollector.quoted(key)));
        }
    }

    private void field(Map<String, Double> values) {
        budget.addObjects(3);
        var key = token("=, ", true);
        if (key.isEmpty() || !accept('=')) {
            throw new IllegalArgumentException(
                    "field %s has no value; a field is KEY=VALUE".formatted(SampleCollector.quoted(key)));
        }
        if (accept('"')) {
            skipText(key);
        } else {
            values.put(key, value(key, token(", ", true)));
        }
    }

    /** A text without an end does not take the lines after it with it. */
    private void skipText(String key) {
        var end = lastTextHasEnd ? endOfText() : -1;
        if (end >= 0) {
            line += (int)
                    text.substring(position, end).chars().filter(c -> c == '\n').count();
            position = end + 1;
            return;
        }
        lastTextHasEnd = false;
        throw new IllegalArgumentException("the text of field %s has no end".formatted(SampleCollector.quoted(key)));
    }

    /** The index of the quote at the end of a text; -1 if there is none. */
    private int endOfText() {
        for (var i = position; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                return i;
            }
            if (text.charAt(i) == '\\') {
                i++;
            }
        }
        return -1;
    }

    private static double value(String key, String value) {
        switch (value) {
            case "t", "T", "true", "True", "TRUE" -> {
                return 1;
            }
            case "f", "F", "false", "False", "FALSE" -> {
                return 0;
            }
            default -> {
                var isInteger = value.endsWith("i") || value.endsWith("u");
                var digits = isInteger ? value.substring(0, value.length() - 1) : value;
                if (digits.length() > MAX_NUMBER || !FLOAT.matcher(digits).matches()) {
                    throw new IllegalArgumentException(
                            "the value of field %s is %s, but must be a number, a boolean or a text in quotes"
                                    .formatted(SampleCollector.quoted(key), SampleCollector.quoted(value)));
                }
                return Double.parseDouble(digits);
            }
        }
    }

    private OptionalLong time() {
        var from = position;
        while (position < text.length() && !isSpace(text.charAt(position)) && text.charAt(position) != '\n') {
            position++;
        }
        var time = text.substring(from, position);
        try {
            return time.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(time));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the time is %s, but must be an integer".formatted(SampleCollector.quoted(time)), e);
        }
    }

    /** The text up to one of the characters, or to the end of the line. A backslash escapes these characters. */
    private String token(String ends, boolean escapesEquals) {
        var token = new StringBuilder();
        while (!isAtEndOfLine() && ends.indexOf(text.charAt(position)) < 0) {
            var c = text.charAt(position++);
            if (c == '\\' && position < text.length() && isEscapable(text.charAt(position), escapesEquals)) {
                token.append(text.charAt(position++));
            } else {
                token.append(c);
            }
        }
        return token.toString();
    }

    private static boolean isEscapable(char c, boolean escapesEquals) {
        return c == ',' || c == ' ' || escapesEquals && c == '=';
    }

    private boolean accept(char c) {
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    private void skipSpaces() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private boolean isAtEndOfLine() {
        return position >= text.length() || text.charAt(position) == '\n' || isAtCarriageReturn();
    }

    private boolean isAtCarriageReturn() {
        return text.charAt(position) == '\r' && (position + 1 == text.length() || text.charAt(position + 1) == '\n');
    }

    private String restOfLine() {
        var from = position;
        skipLine();
        return text.substring(from, position);
    }
}
