package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.templates.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a template into tokens. The last token is always EOF or an error. */
final class TemplateLexer extends TemplateCursor {
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final int TRIM_MARKER = 2;

    private final List<TemplateToken> tokens = new ArrayList<>();
    private int startLine = 1;
    private int parens;

    private TemplateLexer(String input) {
        super(input);
    }

    static List<TemplateToken> tokens(String text) {
        var lexer = new TemplateLexer(text);
        try {
            lexer.run();
        } catch (LexException e) {
            lexer.tokens.add(new TemplateToken(Kind.ERROR, lexer.start, e.getMessage(), lexer.startLine));
        }
        return lexer.tokens;
    }

    private void run() {
        while (true) {
            var found = input.indexOf(LEFT, at);
            if (found < 0) {
                at = input.length();
                emitText(at);
                emit(Kind.EOF);
                return;
            }
            var trims = trimsLeft(found + LEFT.length());
            at = found;
            emitText(trims ? endWithoutSpace(found) : found);
            action(trims);
        }
    }

    private void emitText(int end) {
        var next = at;
        at = Math.max(start, end);
        if (at > start) {
            emit(Kind.TEXT);
        }
        at = next;
        ignore();
    }

    private int endWithoutSpace(int end) {
        var kept = end;
        while (kept > start && isSpace(input.charAt(kept - 1))) {
            kept--;
        }
        return kept;
    }

    private void action(boolean trims) {
        var actionStart = at + LEFT.length() + (trims ? TRIM_MARKER : 0);
        if (input.startsWith("/*", actionStart)) {
            at = actionStart;
            ignore();
            comment();
            return;
        }
        at += LEFT.length();
        emit(Kind.LEFT_DELIMITER);
        at = actionStart;
        ignore();
        parens = 0;
        while (!atRight()) {
            insideAction();
        }
        if (parens > 0) {
            throw new LexException("unclosed left paren");
        }
        rightDelimiter();
    }

    private void comment() {
        var end = input.indexOf("*/", at + 2);
        if (end < 0) {
            throw new LexException("unclosed comment");
        }
        at = end + 2;
        if (!atRight()) {
            throw new LexException("comment ends before closing delimiter");
        }
        skipRight();
        ignore();
    }

    private boolean atRight() {
        return trimsRight() || input.startsWith(RIGHT, at);
    }

    private boolean trimsRight() {
        return isSpace(peek()) && input.startsWith("-" + RIGHT, at + 1);
    }

    private boolean trimsLeft(int from) {
        return input.startsWith("-", from) && from + 1 < input.length() && isSpace(input.charAt(from + 1));
    }

    private boolean skipRight() {
        var trims = trimsRight();
        at += (trims ? TRIM_MARKER : 0) + RIGHT.length();
        while (trims && isSpace(peek())) {
            at++;
        }
        return trims;
    }

    private void rightDelimiter() {
        var position = trimsRight() ? at + TRIM_MARKER : at;
        tokens.add(new TemplateToken(Kind.RIGHT_DELIMITER, position, RIGHT, startLine));
        skipRight();
        ignore();
    }

    private void insideAction() {
        var c = next();
        switch (c) {
            case END -> throw new LexException("unclosed action");
            case ' ', '\t', '\r', '\n' -> space();
            case '=' -> emit(Kind.ASSIGN);
            case ':' -> declare();
            case '|' -> emit(Kind.PIPE);
            case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', Kind.CHARACTER_CONSTANT, "unterminated character constant");
            case '`' -> raw();
            case '$' -> name(Kind.VARIABLE, Kind.VARIABLE);
            case '(' -> {
                parens++;
                emit(Kind.LEFT_PAREN);
            }
            case ')' -> {
                parens--;
                if (parens < 0) {
                    throw new LexException("unexpected right paren");
                }
                emit(Kind.RIGHT_PAREN);
            }
            default -> word(c);
        }
    }

    private void word(int c) {
        if (c == '.' && !isDigit(peek())) {
            name(Kind.FIELD, Kind.DOT);
        } else if (c == '.' || c == '+' || c == '-' || isDigit(c)) {
            at = start;
            number();
        } else if (isWordPart(c)) {
            identifier();
        } else if (c > ' ' && c < 0x7f) {
            emit(Kind.CHARACTER);
        } else {
            throw new LexException("unrecognized character in action: " + unicode(c));
        }
    }

    private void space() {
        at = start;
        while (isSpace(peek()) && !trimsRight()) {
            at++;
        }
        if (at > start) {
            emit(Kind.SPACE);
        }
    }

    private void declare() {
        if (next() != '=') {
            throw new LexException("expected :=");
        }
        emit(Kind.DECLARE);
    }

    private void quoted(char quote, Kind kind, String error) {
        var c = next();
        while (c != quote) {
            if (c == '\\') {
                c = next();
            }
            if (c == END || c == '\n') {
                throw new LexException(error);
            }
            c = next();
        }
        emit(kind);
    }

    private void raw() {
        var end = input.indexOf('`', at);
        if (end < 0) {
            throw new LexException("unterminated raw quoted string");
        }
        at = end + 1;
        emit(Kind.STRING);
    }

    private void name(Kind kind, Kind alone) {
        if (atTerminator()) {
            emit(alone);
            return;
        }
        emitWord(kind);
    }

    private void identifier() {
        while (isWordPart(peek())) {
            next();
        }
        var word = input.substring(start, at);
        var isBool = word.equals("true") || word.equals("false");
        emitWord(isBool ? Kind.BOOL : TemplateToken.KEYWORDS.getOrDefault(word, Kind.IDENTIFIER));
    }

    private void emitWord(Kind kind) {
        while (isWordPart(peek())) {
            next();
        }
        if (!atTerminator()) {
            throw new LexException("bad character " + unicode(peek()));
        }
        emit(kind);
    }

    private boolean atTerminator() {
        var c = peek();
        return c == END || isSpace(c) || ".,|:)(".indexOf(c) >= 0 || input.startsWith(RIGHT, at);
    }

    private void number() {
        acceptAny("+-");
        var digits = digits();
        acceptRun(digits);
        if (acceptAny(".")) {
            acceptRun(digits);
        }
        if (acceptAny(digits.length() == 11 ? "eE" : digits.length() == 23 ? "pP" : "")) {
            acceptAny("+-");
            acceptRun("0123456789_");
        }
        if (isWordPart(peek())) {
            next();
            throw new LexException("bad number syntax: " + GoQuote.quote(input.substring(start, at)));
        }
        emit(Kind.NUMBER);
    }

    private String digits() {
        if (acceptAny("0")) {
            if (acceptAny("xX")) {
                return "0123456789abcdefABCDEF_";
            }
            if (acceptAny("oO")) {
                return "01234567_";
            }
            if (acceptAny("bB")) {
                return "01_";
            }
        }
        return "0123456789_";
    }

    private void emit(Kind kind) {
        tokens.add(new TemplateToken(kind, start, input.substring(start, at), startLine));
        ignore();
    }

    private void ignore() {
        startLine +=
                (int) input.substring(start, at).chars().filter(c -> c == '\n').count();
        start = at;
    }

    private static String unicode(int c) {
        var quoted = GoQuote.quote(c == END ? "" : Character.toString(c));
        var isPrintable = c == '"' || c == '\\' || !quoted.contains("\\");
        return c == END
                ? "U+FFFFFFFFFFFFFFFF"
                : "U+%04X".formatted(c) + (isPrintable ? " '%s'".formatted(Character.toString(c)) : "");
    }

    private static final class LexException extends RuntimeException {
        LexException(String message) {
            super(message);
        }
    }
}
