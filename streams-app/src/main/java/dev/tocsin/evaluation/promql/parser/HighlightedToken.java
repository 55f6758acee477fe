package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.PromqlFunctions;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A token of a query for an editor.
 *
 * @param from index of its first UTF-16 character
 * @param to index after its last character
 */
public record HighlightedToken(int from, int to, Type type) {
    /** The role of a token. */
    public enum Type {
        METRIC,
        LABEL,
        FUNCTION,
        AGGREGATOR,
        KEYWORD,
        OPERATOR,
        STRING,
        NUMBER,
        DURATION,
        PUNCTUATION,
        COMMENT;

        /** The name in the API. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The tokens of a text up to the first one that is not valid. Blanks between them have no token. */
    public static List<HighlightedToken> of(String text) {
        return new Scan(text).all();
    }

    private static final class Scan {
        private final Positions positions;
        private final PromqlLexer lexer;
        private final String text;
        private final List<HighlightedToken> tokens = new ArrayList<>();
        private boolean inBraces;
        /** Whether the parenthesis that comes next has label names. */
        private boolean beforeLabels;

        private boolean inLabels;

        Scan(String text) {
            this.text = text;
            this.positions = new Positions(text);
            this.lexer = new PromqlLexer(text);
        }

        List<HighlightedToken> all() {
            var end = 0;
            try {
                for (var token = lexer.next(); !token.is(TokenKind.END); token = lexer.next()) {
                    var from = positions.index(token.span().start());
                    addComments(end, from);
                    end = positions.index(token.span().end());
                    tokens.add(new HighlightedToken(from, end, type(token, end)));
                }
                addComments(end, text.length());
            } catch (PromqlSyntaxException invalid) {
                // The rest has no tokens.
            }
            return List.copyOf(tokens);
        }

        private void addComments(int from, int to) {
            for (var at = text.indexOf('#', from); at >= 0 && at < to; at = text.indexOf('#', at)) {
                var newline = text.indexOf('\n', at);
                var end = newline < 0 ? to : Math.min(newline, to);
                tokens.add(new HighlightedToken(at, end, Type.COMMENT));
                at = end;
            }
        }

        private Type type(PromqlToken token, int end) {
            switch (token.kind()) {
                case LEFT_BRACE -> inBraces = true;
                case RIGHT_BRACE -> inBraces = false;
                case LEFT_PAREN -> {
                    inLabels = beforeLabels;
                    beforeLabels = false;
                }
                case RIGHT_PAREN -> inLabels = false;
                case KEYWORD -> beforeLabels = Completion.LABEL_KEYWORDS.contains(token.value());
                default -> {}
            }
            return switch (token.kind()) {
                case IDENTIFIER, METRIC_IDENTIFIER -> identifier(token, end);
                case STRING -> Type.STRING;
                case NUMBER -> Type.NUMBER;
                case DURATION -> Type.DURATION;
                case OPERATOR, REGEX_SIGN, AT, EQUAL_SIGN -> Type.OPERATOR;
                case AGGREGATOR -> inBraces || inLabels ? Type.LABEL : Type.AGGREGATOR;
                case KEYWORD, PREPROCESSOR -> inBraces || inLabels ? Type.LABEL : Type.KEYWORD;
                default -> Type.PUNCTUATION;
            };
        }

        private Type identifier(PromqlToken token, int end) {
            if (inBraces || inLabels) {
                return Type.LABEL;
            }
            var isCall = text.substring(end).stripLeading().startsWith("(");
            return isCall && PromqlFunctions.find(token.text()).isPresent() ? Type.FUNCTION : Type.METRIC;
        }
    }

    /** Indexes of UTF-16 characters by offsets of UTF-8 bytes. */
    public static final class Positions {
        private final String text;
        private final boolean isAscii;

        public Positions(String text) {
            this.text = text;
            this.isAscii = text.chars().allMatch(character -> character < 0x80);
        }

        /** The index of the character that begins at a byte, or of the end. */
        public int index(int byteOffset) {
            if (isAscii) {
                return Math.min(byteOffset, text.length());
            }
            var bytes = 0;
            var at = 0;
            while (at < text.length() && bytes < byteOffset) {
                var point = text.codePointAt(at);
                bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
                at += Character.charCount(point);
            }
            return at;
        }
    }
}
