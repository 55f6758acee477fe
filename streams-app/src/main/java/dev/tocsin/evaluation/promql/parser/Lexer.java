package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.notation.GoQuote;
import java.util.Locale;

/** Cuts a text into tokens, one at a time, and minds that its brackets close. */
final class Lexer {
    private final String text;
    private final Scanner scanner;
    private int openParens;
    private boolean inBraces;
    private boolean inBrackets;
    /** Inside brackets, before the first number: only durations may begin here. */
    private boolean beforeDuration;

    private boolean hasColon;

    Lexer(String text) {
        this.text = text;
        this.scanner = new Scanner(text);
    }

    /** The next token; after the last one, again and again, the end. */
    Token next() {
        skipBlanks();
        if (inBraces) {
            return insideBraces();
        }
        return beforeDuration ? duration() : statement();
    }

    /** Whether a character, or a byte of UTF-8, only separates tokens. */
    static boolean isBlank(int point) {
        return Scanner.isBlank(point);
    }

    private void skipBlanks() {
        scanner.acceptWhile(Scanner::isBlank);
        while (scanner.peek() == '#' && !beforeDuration) {
            scanner.acceptWhile(point -> point != '\n' && point != '\r');
            scanner.acceptWhile(Scanner::isBlank);
        }
        scanner.mark();
    }

    private Token statement() {
        var point = scanner.peek();
        if (point == Scanner.END) {
            return end();
        }
        if (Scanner.isDigit(point) || point == '.' && Scanner.isDigit(scanner.peekSecond())) {
            return number();
        }
        if (Scanner.isLetter(point) || point == ':') {
            return inBrackets ? wordInBrackets() : word();
        }
        scanner.next();
        return switch (point) {
            case '"', '\'', '`' -> string(point);
            case '+', '-', '*', '/', '%', '^' -> token(TokenKind.OPERATOR);
            case '=' -> equalSign();
            case '!' -> exclamation("unexpected character after '!': ", false);
            case '<', '>' -> {
                scanner.accept("=/");
                yield token(TokenKind.OPERATOR);
            }
            case '@' -> token(TokenKind.AT);
            default -> punctuation(point);
        };
    }

    private Token punctuation(int point) {
        return switch (point) {
            case ',' -> token(TokenKind.COMMA);
            case '(', ')' -> paren(point);
            case '[', ']' -> bracket(point);
            case '{' -> {
                inBraces = true;
                yield token(TokenKind.LEFT_BRACE);
            }
            default -> throw unexpected("unexpected character: ", point);
        };
    }

    private Token end() {
        if (openParens > 0) {
            throw error("unclosed left parenthesis");
        }
        if (inBrackets) {
            throw error("unclosed left bracket");
        }
        return token(TokenKind.END);
    }

    private Token equalSign() {
        if (scanner.peek() == '~') {
            throw unexpected("unexpected character after '=': ", '~');
        }
        return token(scanner.accept("=") ? TokenKind.OPERATOR : TokenKind.EQUAL_SIGN);
    }

    private Token exclamation(String complaint, boolean mayBeRegex) {
        if (mayBeRegex && scanner.accept("~")) {
            return token(TokenKind.REGEX_SIGN);
        }
        if (!scanner.accept("=")) {
            throw unexpected(complaint, scanner.peek());
        }
        return token(TokenKind.OPERATOR);
    }

    private Token paren(int point) {
        openParens += point == '(' ? 1 : -1;
        var paren = token(point == '(' ? TokenKind.LEFT_PAREN : TokenKind.RIGHT_PAREN);
        if (openParens < 0) {
            scanner.mark();
            throw unexpected("unexpected right parenthesis ", point);
        }
        return paren;
    }

    private Token bracket(int point) {
        var opens = point == '[';
        if (opens == inBrackets) {
            throw unexpected(opens ? "unexpected left bracket " : "unexpected right bracket ", point);
        }
        inBrackets = opens;
        beforeDuration = opens;
        hasColon = false;
        return token(opens ? TokenKind.LEFT_BRACKET : TokenKind.RIGHT_BRACKET);
    }

    private Token duration() {
        var point = scanner.peek();
        if (Scanner.isDigit(point) || point == '.' && Scanner.isDigit(scanner.peekSecond())) {
            beforeDuration = false;
            return number();
        }
        if (Scanner.isLetter(point)) {
            return preprocessor("unexpected character in duration expression: ", "");
        }
        scanner.next();
        return switch (point) {
            case Scanner.END -> throw error("unexpected end of input in duration expression");
            case '+', '-', '*', '/', '%', '^' -> token(TokenKind.OPERATOR);
            case ',' -> token(TokenKind.COMMA);
            case '(', ')' -> paren(point);
            case ']' -> bracket(point);
            case ':' -> throw colon("unexpected colon before duration in duration expression");
            default -> throw unexpected("unexpected character in duration expression: ", point);
        };
    }

    private Token wordInBrackets() {
        if (scanner.peek() != ':') {
            return preprocessor("unexpected character: ", ", expected ':'");
        }
        scanner.next();
        if (hasColon) {
            throw colon("unexpected repeated colon in duration expression");
        }
        hasColon = true;
        return token(TokenKind.COLON);
    }

    private Token preprocessor(String complaint, String expected) {
        var first = scanner.peek();
        scanner.acceptWhile(Scanner::isWordPart);
        var word = scanner.lexeme().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "step", "range", "max_of", "min_of" -> {
                beforeDuration = false;
                yield token(TokenKind.PREPROCESSOR);
            }
            default -> throw error(complaint + GoQuote.character(first) + expected);
        };
    }

    private Token number() {
        return token(NumberScan.scan(scanner)
                .orElseThrow(() -> error("bad number or duration syntax: " + GoQuote.quote(scanner.lexeme()))));
    }

    private Token word() {
        scanner.acceptWhile(point -> Scanner.isWordPart(point) || point == ':');
        var word = scanner.lexeme();
        if (word.indexOf(':') >= 0) {
            return token(TokenKind.METRIC_IDENTIFIER);
        }
        var isName = Words.FILLS.contains(word.toLowerCase(Locale.ROOT)) && scanner.peekPastBlanks() != '(';
        return token(isName ? TokenKind.IDENTIFIER : Words.kindOf(word).orElse(TokenKind.IDENTIFIER));
    }

    private Token insideBraces() {
        var point = scanner.peek();
        if (Scanner.isLetter(point)) {
            scanner.acceptWhile(Scanner::isWordPart);
            return token(TokenKind.IDENTIFIER);
        }
        scanner.next();
        return switch (point) {
            case Scanner.END -> throw error("unexpected end of input inside braces");
            case ',' -> token(TokenKind.COMMA);
            case '"', '\'', '`' -> string(point);
            case '=' -> token(scanner.accept("~") ? TokenKind.REGEX_SIGN : TokenKind.EQUAL_SIGN);
            case '!' -> exclamation("unexpected character after '!' inside braces: ", true);
            case '{' -> throw unexpected("unexpected left brace ", point);
            case '}' -> {
                inBraces = false;
                yield token(TokenKind.RIGHT_BRACE);
            }
            default -> throw unexpected("unexpected character inside braces: ", point);
        };
    }

    private Token string(int quote) {
        try {
            var value = new StringScan(scanner, quote).scan();
            return new Token(TokenKind.STRING, scanner.lexeme(), value, scanner.span());
        } catch (StringScan.Malformed malformed) {
            throw error(malformed.getMessage());
        }
    }

    private Token token(TokenKind kind) {
        var lexeme = scanner.lexeme();
        return new Token(
                kind,
                lexeme,
                Words.kindOf(lexeme).isPresent() ? lexeme.toLowerCase(Locale.ROOT) : lexeme,
                scanner.span());
    }

    private PromqlSyntaxException colon(String complaint) {
        scanner.mark();
        return error(complaint);
    }

    private PromqlSyntaxException unexpected(String complaint, int point) {
        return error(complaint + GoQuote.character(point));
    }

    private PromqlSyntaxException error(String reason) {
        return new PromqlSyntaxException(text, scanner.rest(), reason);
    }
}
