package dev.tocsin.evaluation.promql.parser;

/** The kinds of tokens and their names in error messages. */
enum TokenKind {
    END("end of input"),
    IDENTIFIER("identifier"),
    METRIC_IDENTIFIER("metric identifier"),
    STRING("string"),
    NUMBER("number"),
    DURATION("duration"),
    OPERATOR("op"),
    /** {@code =~} and {@code !~}, inside braces. */
    REGEX_SIGN("op"),
    AT("op"),
    AGGREGATOR("aggr"),
    KEYWORD(""),
    /** A function whose value is known before the evaluation, such as {@code start} and {@code step}. */
    PREPROCESSOR(""),
    EQUAL_SIGN(""),
    COMMA(""),
    COLON(""),
    LEFT_PAREN(""),
    RIGHT_PAREN(""),
    LEFT_BRACE(""),
    RIGHT_BRACE(""),
    LEFT_BRACKET(""),
    RIGHT_BRACKET("");

    private final String word;

    TokenKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Whether a node can end with this token, so that its span includes it. */
    boolean isClosing() {
        return switch (this) {
            case RIGHT_BRACE, RIGHT_PAREN, RIGHT_BRACKET, DURATION, NUMBER -> true;
            default -> false;
        };
    }
}
