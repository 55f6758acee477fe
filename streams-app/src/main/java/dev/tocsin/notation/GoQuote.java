package dev.tocsin.notation;

/**
 * Go's {@code %q}: a text in double quotes, with unprintable characters escaped. A byte that is not UTF-8 is represented
 * by the lone surrogate U+DC00 plus the byte, and quoted as {@code \xff}.
 */
public final class GoQuote {
    private static final int FIRST_STRAY_BYTE = 0xdc80;
    private static final int LAST_STRAY_BYTE = 0xdcff;

    private GoQuote() {}

    /** Go's {@code %q} of one character: {@code 'x'}. A negative number is quoted as U+FFFD. */
    public static String character(int point) {
        if (point == '\'') {
            return "'\\''";
        }
        var quoted = new StringBuilder();
        if (point == '"') {
            quoted.append('"');
        } else {
            append(quoted, point < 0 ? 0xfffd : point);
        }
        return "'" + quoted + "'";
    }

    /** Go's {@code %#U}: {@code U+0064 'd'}, with the character only if it is printable. */
    public static String unicode(int point) {
        var number = "U+%04X".formatted(point);
        return isPrintable(point) ? number + " '" + Character.toString(point) + "'" : number;
    }

    public static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> append(quoted, point));
        return quoted.append('"').toString();
    }

    /** Go's {@code %+q}: a quoted text with escapes for all characters outside of ASCII. */
    public static String ascii(String text) {
        var quoted = new StringBuilder();
        quote(text).codePoints().forEach(point -> {
            if (point < 0x80) {
                quoted.appendCodePoint(point);
            } else {
                appendEscape(quoted, point);
            }
        });
        return quoted.toString();
    }

    /** Whether Go can write a text between backquotes: on one line, without backquotes and control characters. */
    public static boolean fitsBackquotes(String text) {
        return text.codePoints()
                .noneMatch(point -> point == '`'
                        || point == 0x7f
                        || point < ' ' && point != '\t'
                        || point == 0xfeff
                        || point >= FIRST_STRAY_BYTE && point <= LAST_STRAY_BYTE);
    }

    private static void append(StringBuilder quoted, int point) {
        switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case 7 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 11 -> quoted.append("\\v");
            default -> appendOther(quoted, point);
        }
    }

    private static void appendOther(StringBuilder quoted, int point) {
        if (isPrintable(point)) {
            quoted.appendCodePoint(point);
        } else if (point < 0x80 || point >= FIRST_STRAY_BYTE && point <= LAST_STRAY_BYTE) {
            quoted.append("\\x%02x".formatted(point & 0xff));
        } else {
            appendEscape(quoted, point);
        }
    }

    private static void appendEscape(StringBuilder quoted, int point) {
        quoted.append(point > 0xffff ? "\\U%08x".formatted(point) : "\\u%04x".formatted(point));
    }

    /** Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
    public static boolean isPrintable(int point) {
        if (point == ' ') {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
