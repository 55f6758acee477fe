package dev.tocsin.evaluation.promql.parser;

import java.util.Optional;

/**
 * Scans a number or a duration: digits with one dot, one exponent and single underscores between digits; or hexadecimal
 * digits after {@code 0x}; or digits and units. The next character must not belong to a word.
 */
final class NumberScanner {
    private final CharacterScanner scanner;
    private boolean isHex;
    private boolean hasDot;
    private boolean hasExponent;

    private NumberScanner(CharacterScanner scanner) {
        this.scanner = scanner;
    }

    /** The kind of the token. Empty for an error, after reading the wrong character. */
    static Optional<TokenKind> scan(CharacterScanner scanner) {
        if (new NumberScanner(scanner).number()) {
            return Optional.of(TokenKind.NUMBER);
        }
        return duration(scanner) ? Optional.of(TokenKind.DURATION) : Optional.empty();
    }

    private boolean number() {
        if (scanner.accept("0") && scanner.accept("xX")) {
            isHex = true;
            scanner.accept("_");
        }
        while (isPart(scanner.peek())) {
            if (!part()) {
                return false;
            }
        }
        return !CharacterScanner.isWordPart(scanner.peek());
    }

    private boolean isPart(int point) {
        return isDigit(point) || point == '.' || point == '_' || point == 'e' || point == 'E';
    }

    private boolean isDigit(int point) {
        return isHex ? Character.digit(point, 16) >= 0 && point < 0x80 : CharacterScanner.isDigit(point);
    }

    private boolean part() {
        if (isDigit(scanner.peek())) {
            scanner.acceptWhile(this::isDigit);
            return true;
        }
        return switch (scanner.next()) {
            case '.' -> dot();
            case '_' -> !isBadAfterwards("._eE");
            default -> exponent();
        };
    }

    private boolean dot() {
        if (hasDot) {
            return false;
        }
        hasDot = true;
        return !scanner.accept("_.") && !isHex;
    }

    private boolean exponent() {
        if (hasExponent) {
            return false;
        }
        hasExponent = true;
        scanner.accept("+-");
        return !isBadAfterwards("._eE");
    }

    private boolean isBadAfterwards(String bad) {
        return scanner.accept(bad) || scanner.peek() == CharacterScanner.END;
    }

    // The first number has been read. LiteralParser checks the order of the units.
    private static boolean duration(CharacterScanner scanner) {
        if (!scanner.accept("smhdwy")) {
            return false;
        }
        scanner.accept("s");
        while (scanner.accept("0123456789")) {
            scanner.acceptWhile(CharacterScanner::isDigit);
            if (!scanner.accept("smhdw")) {
                return false;
            }
            scanner.accept("s");
        }
        if (CharacterScanner.isWordPart(scanner.peek())) {
            scanner.next();
            return false;
        }
        return true;
    }
}
