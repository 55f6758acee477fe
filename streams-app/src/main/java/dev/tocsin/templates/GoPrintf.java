package dev.tocsin.templates;

import java.util.List;

/** Go's {@code printf}. As in Go, errors such as a wrong verb appear in the output. */
public final class GoPrintf {
    private static final int END = -1;

    private final String format;
    private final List<Object> values;
    private final BoundedText text = new BoundedText();
    private int at;
    private int next;
    private boolean reordered;

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
        var form = flags(new GoFormatSpec());
        form = form.withWidth(count());
        if (peek() == '.') {
            at++;
            form = form.withPrecision(Math.max(0, count()));
        }
        index();
        var verb = take();
        if (verb == END) {
            text.add("%!(NOVERB)");
        } else if (verb == '%') {
            text.add("%");
        } else if (next < 0 || next >= values.size()) {
            text.add("%!").add(verb).add(reordered ? "(BADINDEX)" : "(MISSING)");
        } else {
            text.add(form.value(verb, Values.normalize(values.get(next++))));
        }
    }

    private GoFormatSpec flags(GoFormatSpec form) {
        var flagged = form;
        while (peek() != END && "+-# 0".indexOf(peek()) >= 0) {
            flagged = flagged.withFlag((char) take());
        }
        return flagged;
    }

    /** Parses a number, or {@code *}, which takes the next value; -1 if there is neither. */
    private int count() {
        index();
        if (peek() == '*') {
            at++;
            var value = next >= 0 && next < values.size() ? values.get(next++) : null;
            if (value instanceof Long number && Math.abs(number) <= BoundedText.MAX_LENGTH) {
                return number.intValue();
            }
            text.add("%!(BADWIDTH)");
            return -1;
        }
        var start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at == start
                ? -1
                : at - start > 7 ? BoundedText.MAX_LENGTH + 1 : Integer.parseInt(format.substring(start, at));
    }

    /** Parses {@code [n]}, an explicit argument index. */
    private void index() {
        if (peek() != '[') {
            return;
        }
        var end = format.indexOf(']', at);
        var number = end < 0 ? "" : format.substring(at + 1, end);
        at = end < 0 ? at + 1 : end + 1;
        reordered = true;
        next = number.matches("[0-9]{1,6}") ? Integer.parseInt(number) - 1 : -1;
    }

    private void extra() {
        text.add("%!(EXTRA ");
        for (var i = next; i < values.size(); i++) {
            var value = values.get(i);
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
