package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A token of a template with its position: an offset in characters and a line. */
record TemplateToken(Kind kind, int position, String text, int line) {
    enum Kind {
        ERROR,
        EOF,
        TEXT,
        LEFT_DELIMITER,
        RIGHT_DELIMITER,
        SPACE,
        ASSIGN,
        DECLARE,
        PIPE,
        LEFT_PAREN,
        RIGHT_PAREN,
        CHARACTER,
        STRING,
        NUMBER,
        CHARACTER_CONSTANT,
        BOOL,
        IDENTIFIER,
        FIELD,
        VARIABLE,
        DOT,
        NIL,
        BLOCK,
        BREAK,
        CONTINUE,
        DEFINE,
        ELSE,
        END,
        IF,
        RANGE,
        TEMPLATE,
        WITH;

        boolean isKeyword() {
            return compareTo(DOT) >= 0;
        }
    }

    private static final int MAX_QUOTED_LENGTH = 10;

    static final Map<String, Kind> KEYWORDS = Stream.of(Kind.values())
            .filter(kind -> kind.isKeyword() && kind != Kind.DOT)
            .collect(Collectors.toUnmodifiableMap(kind -> kind.name().toLowerCase(Locale.ROOT), Function.identity()));

    boolean is(Kind other) {
        return kind == other;
    }

    /** The token in Go's error messages. */
    @Override
    public String toString() {
        if (kind == Kind.EOF) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind.isKeyword()) {
            return "<" + text + ">";
        }
        return text.length() > MAX_QUOTED_LENGTH
                ? GoQuote.quote(text.substring(0, MAX_QUOTED_LENGTH)) + "..."
                : GoQuote.quote(text);
    }
}
