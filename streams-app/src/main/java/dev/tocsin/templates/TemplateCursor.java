package dev.tocsin.templates;

/** A position in a text, and the start of the current token. */
class TemplateCursor {
    static final int END = -1;

    final String input;
    int start;
    int at;

    TemplateCursor(String input) {
        this.input = input;
    }

    boolean acceptAny(String characters) {
        if (peek() != END && characters.indexOf(peek()) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    void acceptRun(String characters) {
        while (acceptAny(characters)) {
            // acceptAny has advanced
        }
    }

    int peek() {
        return at < input.length() ? input.codePointAt(at) : END;
    }

    int next() {
        var c = peek();
        at += c == END ? 0 : Character.charCount(c);
        return c;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    static boolean isWordPart(int c) {
        return c == '_' || c >= 0 && (Character.isLetter(c) || Character.isDigit(c));
    }
}
