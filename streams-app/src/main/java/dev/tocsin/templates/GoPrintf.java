package dev.tocsin.templates;

import java.util.List;

/** Go's {@code printf}. As in Go, errors such as a wrong verb appear in the output. */
public final class GoPrintf {
    private static final int END = -1;

    /** The largest width, precision and argument index that Go reads. */
    private static final int MAX_NUMBER = 1_000_000;

    private final String format;
    private final List<Object> values;
    private final BoundedText text = new BoundedText();
    private int at;
    private int next;
    private boolean reordered;
    private boolean isIndexValid;
    private boolean isAfterIndex;

    private GoPrintf(String format, List<Object> values) {
        this.format = format;
        this.values = values;
    }

    public static String format(String format, List<Object> values) {
        return new GoPrintf(format, values).run();
    }

    private String run() {
        while (at < format.length()) {
            var percent = format.indexOf('%', at);
            var end = percent < 0 ? format.length() : percent;
            text.add(format.substring(at, end));
            at = end;
            if (percent >= 0) {
                at++;
                verb();
            }
        }
        if (!reordered && next < values.size()) {
            extra();
        }
        return text.toString();
    }

    private void verb() {
        isIndexValid = true;
        isAfterIndex = false;
        var spec = flags();
        index();
        spec = width(spec);
        spec = precision(spec);
        if (!isAfterIndex) {
            index();
        }
        var verb = take();
        if (verb == END) {
            text.add("%!(NOVERB)");
        } else if (verb == '%') {
            text.add("%");
        } else if (!isIndexValid) {
            text.add("%!").add(verb).add("(BADINDEX)");
        } else if (next >= values.size()) {
            text.add("%!").add(verb).add("(MISSING)");
        } else {
            text.add(GoFormat.value(spec.forVerb(verb), verb, Values.normalize(values.get(next++))));
        }
    }

    private GoFormatSpec flags() {
        var flags = new StringBuilder();
        while (peek() != END && "+-# 0".indexOf(peek()) >= 0) {
            flags.appendCodePoint(take());
        }
        return GoFormatSpec.of(flags.toString());
    }

    private GoFormatSpec width(GoFormatSpec spec) {
        if (peek() == '*') {
            at++;
            isAfterIndex = false;
            var width = argument();
            if (width == null) {
                text.add("%!(BADWIDTH)");
                return spec;
            }
            return width < 0 ? spec.leftAligned(-width) : spec.withWidth(width);
        }
        var width = number();
        if (width >= 0 && isAfterIndex) {
            isIndexValid = false;
        }
        return spec.withWidth(width);
    }

    private GoFormatSpec precision(GoFormatSpec spec) {
        // At the end of the format, a point is a verb.
        if (peek() != '.' || at + 1 == format.length()) {
            return spec;
        }
        at++;
        if (isAfterIndex) {
            isIndexValid = false;
        }
        index();
        if (peek() != '*') {
            return spec.withPrecision(Math.max(0, number()));
        }
        at++;
        isAfterIndex = false;
        var precision = argument();
        if (precision == null || precision < 0) {
            text.add("%!(BADPREC)");
            return spec;
        }
        return spec.withPrecision(precision);
    }

    /** The next value as a width or precision; null if it is none. */
    private Integer argument() {
        if (next >= values.size()) {
            return null;
        }
        var value = Values.normalize(values.get(next++));
        return value instanceof Number number
                        && !(value instanceof Double)
                        && Math.abs(number.longValue()) <= MAX_NUMBER
                ? Integer.valueOf(number.intValue())
                : null;
    }

    /** Parses digits; -1 if there are none. After too large a number nothing of the format is read, as in Go. */
    private int number() {
        var number = -1;
        while (peek() >= '0' && peek() <= '9') {
            if (number > MAX_NUMBER) {
                at = format.length();
                return -1;
            }
            number = Math.max(0, number) * 10 + (take() - '0');
        }
        return number;
    }

    /** Parses {@code [n]}, an explicit argument index. */
    private void index() {
        isAfterIndex = false;
        if (peek() != '[') {
            return;
        }
        reordered = true;
        var end = format.indexOf(']', at);
        if (end < 0 || format.length() - at < 3) {
            at++;
            isIndexValid = false;
            return;
        }
        var number = format.substring(at + 1, end);
        at = end + 1;
        isAfterIndex = number.matches("[0-9]{1,7}");
        var index = isAfterIndex ? Integer.parseInt(number) - 1 : -1;
        if (index >= 0 && index < values.size()) {
            next = index;
        } else {
            isIndexValid = false;
        }
    }

    private void extra() {
        text.add("%!(EXTRA ");
        for (var i = next; i < values.size(); i++) {
            var value = Values.normalize(values.get(i));
            text.add(i > next ? ", " : "")
                    .add(value == null ? "<nil>" : Values.typeName(value) + "=" + GoPrint.text(value));
        }
        text.add(")");
    }

    private int peek() {
        return at < format.length() ? format.codePointAt(at) : END;
    }

    private int take() {
        var c = peek();
        at += c == END ? 0 : Character.charCount(c);
        return c;
    }
}
