package dev.tocsin.sources.mapping;

import dev.tocsin.sources.mapping.FieldPath.Step;
import java.util.ArrayList;

/** Scans paths, texts, numbers and words of a filter or a path. */
final class MappingScanner {
    private final String text;
    private int position;

    MappingScanner(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position >= text.length();
    }

    /** The next character; 0 at the end. */
    char peek() {
        return isAtEnd() ? 0 : text.charAt(position);
    }

    void skipSpace() {
        while (!isAtEnd() && Character.isWhitespace(peek())) {
            position++;
        }
    }

    /** Skips an expected text if it comes next. */
    boolean skip(String expected) {
        if (text.startsWith(expected, position)) {
            position += expected.length();
            return true;
        }
        return false;
    }

    MappingSyntaxException error(String message) {
        return errorAt(position, message);
    }

    MappingSyntaxException errorAt(int where, String message) {
        return new MappingSyntaxException(text, where, message);
    }

    /** Letters, digits and underscores; empty if none come next. */
    String word() {
        var from = position;
        while (!isAtEnd() && isWordCharacter(peek())) {
            position++;
        }
        return text.substring(from, position);
    }

    /** Scans a path, which begins with a dollar sign. */
    FieldPath path() {
        var from = position;
        if (!skip("$")) {
            throw error("expected a path, which begins with '$'");
        }
        var name = word();
        var root = FieldRoot.find(name)
                .orElseThrow(() -> errorAt(
                        from,
                        "there is no '$%s'; a path begins with one of %s, such as $.%s"
                                .formatted(name, FieldRoot.known(), name)));
        var steps = new ArrayList<Step>();
        while (peek() == '.' || peek() == '[') {
            steps.add(skip(".") ? dotStep() : bracketStep());
        }
        return new FieldPath(text.substring(from, position), root, steps);
    }

    private Step dotStep() {
        var from = position;
        while (!isAtEnd() && (isWordCharacter(peek()) || peek() == '-' || peek() == '@' || peek() > 0x7f)) {
            position++;
        }
        if (position == from) {
            throw error("expected the name of a field after '.'; write other names as ['the name']");
        }
        return new FieldPath.Name(text.substring(from, position));
    }

    private Step bracketStep() {
        skip("[");
        var step = peek() == '\'' || peek() == '"' ? new FieldPath.Name(quoted()) : new FieldPath.Index(index());
        if (!skip("]")) {
            throw error("expected ']'");
        }
        return step;
    }

    private int index() {
        var from = position;
        skip("-");
        while (Character.isDigit(peek())) {
            position++;
        }
        try {
            return Integer.parseInt(text.substring(from, position));
        } catch (NumberFormatException e) {
            throw errorAt(from, "expected a quoted name or a whole number, such as ['name'] or [0]");
        }
    }

    /** Scans a text in single or double quotes. A backslash takes the next character as it is. */
    String quoted() {
        var from = position;
        var quote = peek();
        position++;
        var found = new StringBuilder();
        while (peek() != quote) {
            if (isAtEnd()) {
                throw errorAt(from, "this text has no closing quote");
            }
            if (peek() == '\\' && position + 1 < text.length()) {
                position++;
            }
            found.append(peek());
            position++;
        }
        position++;
        return found.toString();
    }

    /** Scans a decimal number. */
    double number() {
        var from = position;
        while (!isAtEnd() && (isWordCharacter(peek()) || "+-.".indexOf(peek()) >= 0)) {
            position++;
        }
        try {
            return Double.parseDouble(text.substring(from, position));
        } catch (NumberFormatException e) {
            throw errorAt(from, "'%s' is not a number".formatted(text.substring(from, position)));
        }
    }

    private static boolean isWordCharacter(char one) {
        return one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || one >= '0' && one <= '9' || one == '_';
    }
}
