package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Aggregator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words that the language keeps for itself, in whatever case, and where they may still serve as names. */
final class Words {
    /** Those that are words of the language only in front of a parenthesis. */
    static final Set<String> FILLS = Set.of("fill", "fill_left", "fill_right");

    private static final Set<String> NEVER_METRICS =
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

    private Words() {}

    static Optional<TokenKind> kindOf(String word) {
        return Optional.ofNullable(KINDS.get(word.toLowerCase(Locale.ROOT)));
    }

    static boolean canBeMetric(Token token) {
        return switch (token.kind()) {
            case IDENTIFIER, METRIC_IDENTIFIER, AGGREGATOR, PREPROCESSOR -> true;
            case KEYWORD, OPERATOR -> isWord(token) && !NEVER_METRICS.contains(token.value());
            default -> false;
        };
    }

    static boolean canBeLabel(Token token) {
        return switch (token.kind()) {
            case IDENTIFIER, METRIC_IDENTIFIER, STRING, AGGREGATOR, PREPROCESSOR, KEYWORD -> true;
            case OPERATOR -> isWord(token);
            default -> false;
        };
    }

    private static boolean isWord(Token token) {
        return KINDS.containsKey(token.value());
    }

    private static void put(TokenKind kind, String... words) {
        for (var word : words) {
            KINDS.put(word, kind);
        }
    }
}
