package dev.tocsin.evaluation.promql;

import java.util.Locale;
import java.util.Optional;

/** The aggregation operators. */
public enum Aggregator {
    SUM,
    AVG,
    COUNT,
    MIN,
    MAX,
    GROUP,
    STDDEV,
    STDVAR,
    TOPK,
    BOTTOMK,
    COUNT_VALUES,
    QUANTILE,
    LIMITK,
    LIMIT_RATIO;

    /** @throws IllegalArgumentException for any other word; the lexer passes only aggregation operators */
    public static Aggregator parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The type of the parameter before the vector; empty for operators without a parameter. */
    public Optional<ValueType> parameterType() {
        return switch (this) {
            case TOPK, BOTTOMK, QUANTILE, LIMITK, LIMIT_RATIO -> Optional.of(ValueType.SCALAR);
            case COUNT_VALUES -> Optional.of(ValueType.STRING);
            default -> Optional.empty();
        };
    }

    /** Whether the order of the elements is part of the result. */
    public boolean ordersResult() {
        return this == TOPK || this == BOTTOMK;
    }

    public boolean isExperimental() {
        return this == LIMITK || this == LIMIT_RATIO;
    }

    /** The operator as written in a query. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
