package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Aggregator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keywords of the language, which are not case-sensitive, and the places where they can be names. */
final class Keywords {
    /** Keywords only before a parenthesis. */
    static final Set<String> FILL_KEYWORDS = Set.of("fill", "fill_left", "fill_right");

    private static final Set<String> NON_METRIC_KEYWORDS =
            Set.of("bool", "on", "ignoring", "group_left", "group_right", "atan2");
    private static final Map<String, TokenKind> KINDS = new HashMap<>();

    static {
        put(TokenKind.OPERATOR, "and", "or", "unless", "atan2");
        put(TokenKind.KEYWORD, "offset", "smoothed", "anchored", "by", "without", "on", "ignoring");
        put(TokenKind.KEYWORD, "group_left", "group_right", "fill", "fill_left", "fill_right", "bool");
        put(TokenKind.PREPROCESSOR, "start", "end", "step", "range", "max_of", "min_of");
        put(TokenKind.NUMBER, "inf", "nan");
        List.of(Aggregator.values()).forEach(op -> put(TokenKind.AGGREGATOR, op.toString()));
    }

    private Keywords() {}

    static Optional<TokenKind> kindOf(String word) {
        return Optional.ofNullable(KINDS.get(word.toLowerCase(Locale.ROOT)));
    }

    static boolean canBeMetric(PromqlToken token) {
        return switch (token.kind()) {
            case IDENTIFIER, METRIC_IDENTIFIER, AGGREGATOR, PREPROCESSOR -> true;
            case KEYWORD, OPERATOR -> isWord(token) && !NON_METRIC_KEYWORDS.contains(token.value());
            default -> false;
        };
    }

    static boolean canBeLabel(PromqlToken token) {
        return switch (token.kind()) {
            case IDENTIFIER, METRIC_IDENTIFIER, STRING, AGGREGATOR, PREPROCESSOR, KEYWORD -> true;
            case OPERATOR -> isWord(token);
            default -> false;
        };
    }

    private static boolean isWord(PromqlToken token) {
        return KINDS.containsKey(token.value());
    }

    private static void put(TokenKind kind, String... words) {
        for (var word : words) {
            KINDS.put(word, kind);
        }
    }
}
