package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.notation.GoQuote;
import java.util.Locale;

/** Splits a text into tokens and checks that brackets are closed. */
final class PromqlLexer {
    private final String text;
    private final CharacterScanner scanner;
    private int openParens;
    private boolean inBraces;
    private boolean inBrackets;
    /** Inside brackets, before the first number, where only a duration expression can start. */
    private boolean beforeDuration;

    private boolean hasColon;

    PromqlLexer(String text) {
        this.text = text;
        this.scanner = new CharacterScanner(text);
    }

    /** The next token; after the last one always {@link TokenKind#END}. */
    PromqlToken next() {
        skipBlanks();
        if (inBraces) {
            return insideBraces();
        }
        return beforeDuration ? duration() : statement();
    }

    /** Whether a character or UTF-8 byte is a blank. */
    static boolean isBlank(int point) {
        return CharacterScanner.isBlank(point);
    }

    private void skipBlanks() {
        scanner.acceptWhile(CharacterScanner::isBlank);
        while (scanner.peek() == '#' && !beforeDuration) {
            scanner.acceptWhile(point -> point != '\n' && point != '\r');
            scanner.acceptWhile(CharacterScanner::isBlank);
        }
        scanner.startToken();
    }

    private PromqlToken statement() {
        var point = scanner.peek();
        if (point == CharacterScanner.END) {
            return end();
        }
        if (CharacterScanner.isDigit(point) || point == '.' && CharacterScanner.isDigit(scanner.peekSecond())) {
            return number();
        }
        if (CharacterScanner.isLetter(point) || point == ':') {
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

    private PromqlToken punctuation(int point) {
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

    private PromqlToken end() {
        if (openParens > 0) {
            throw error("unclosed left parenthesis");
        }
        if (inBrackets) {
            throw error("unclosed left bracket");
        }
        return token(TokenKind.END);
    }

    private PromqlToken equalSign() {
        if (scanner.peek() == '~') {
            throw unexpected("unexpected character after '=': ", '~');
        }
        return token(scanner.accept("=") ? TokenKind.OPERATOR : TokenKind.EQUAL_SIGN);
    }

    private PromqlToken exclamation(String complaint, boolean mayBeRegex) {
        if (mayBeRegex && scanner.accept("~")) {
            return token(TokenKind.REGEX_SIGN);
        }
        if (!scanner.accept("=")) {
            throw unexpected(complaint, scanner.peek());
        }
        return token(TokenKind.OPERATOR);
    }

    private PromqlToken paren(int point) {
        openParens += point == '(' ? 1 : -1;
        var paren = token(point == '(' ? TokenKind.LEFT_PAREN : TokenKind.RIGHT_PAREN);
        if (openParens < 0) {
            scanner.startToken();
            throw unexpected("unexpected right parenthesis ", point);
        }
        return paren;
    }

    private PromqlToken bracket(int point) {
        var opens = point == '[';
        if (opens == inBrackets) {
            throw unexpected(opens ? "unexpected left bracket " : "unexpected right bracket ", point);
        }
        inBrackets = opens;
        beforeDuration = opens;
        hasColon = false;
        return token(opens ? TokenKind.LEFT_BRACKET : TokenKind.RIGHT_BRACKET);
    }

    private PromqlToken duration() {
        var point = scanner.peek();
        if (CharacterScanner.isDigit(point) || point == '.' && CharacterScanner.isDigit(scanner.peekSecond())) {
            beforeDuration = false;
            return number();
        }
        if (CharacterScanner.isLetter(point)) {
            return preprocessor("unexpected character in duration expression: ", "");
        }
        scanner.next();
        return switch (point) {
            case CharacterScanner.END -> throw error("unexpected end of input in duration expression");
            case '+', '-', '*', '/', '%', '^' -> token(TokenKind.OPERATOR);
            case ',' -> token(TokenKind.COMMA);
            case '(', ')' -> paren(point);
            case ']' -> bracket(point);
            case ':' -> throw colon("unexpected colon before duration in duration expression");
            default -> throw unexpected("unexpected character in duration expression: ", point);
        };
    }

    private PromqlToken wordInBrackets() {
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

    private PromqlToken preprocessor(String complaint, String expected) {
        var first = scanner.peek();
        scanner.acceptWhile(CharacterScanner::isWordPart);
        var word = scanner.lexeme().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "step", "range", "max_of", "min_of" -> {
                beforeDuration = false;
                yield token(TokenKind.PREPROCESSOR);
            }
            default -> throw error(complaint + GoQuote.character(first) + expected);
        };
    }

    private PromqlToken number() {
        return token(NumberScanner.scan(scanner)
                .orElseThrow(() -> error("bad number or duration syntax: " + GoQuote.quote(scanner.lexeme()))));
    }

    private PromqlToken word() {
        scanner.acceptWhile(point -> CharacterScanner.isWordPart(point) || point == ':');
        var word = scanner.lexeme();
        if (word.indexOf(':') >= 0) {
            return token(TokenKind.METRIC_IDENTIFIER);
        }
        var isName = Keywords.FILL_KEYWORDS.contains(word.toLowerCase(Locale.ROOT)) && scanner.peekPastBlanks() != '(';
        return token(isName ? TokenKind.IDENTIFIER : Keywords.kindOf(word).orElse(TokenKind.IDENTIFIER));
    }

    private PromqlToken insideBraces() {
        var point = scanner.peek();
        if (CharacterScanner.isLetter(point)) {
            scanner.acceptWhile(CharacterScanner::isWordPart);
            return token(TokenKind.IDENTIFIER);
        }
        scanner.next();
        return switch (point) {
            case CharacterScanner.END -> throw error("unexpected end of input inside braces");
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

    private PromqlToken string(int quote) {
        try {
            var value = new StringScanner(scanner, quote).scan();
            return new PromqlToken(TokenKind.STRING, scanner.lexeme(), value, scanner.span());
        } catch (StringScanner.Malformed malformed) {
            throw error(malformed.getMessage());
        }
    }

    private PromqlToken token(TokenKind kind) {
        var lexeme = scanner.lexeme();
        return new PromqlToken(
                kind,
                lexeme,
                Keywords.kindOf(lexeme).isPresent() ? lexeme.toLowerCase(Locale.ROOT) : lexeme,
                scanner.span());
    }

    private PromqlSyntaxException colon(String complaint) {
        scanner.startToken();
        return error(complaint);
    }

    private PromqlSyntaxException unexpected(String complaint, int point) {
        return error(complaint + GoQuote.character(point));
    }

    private PromqlSyntaxException error(String reason) {
        return new PromqlSyntaxException(text, scanner.rest(), reason);
    }
}
