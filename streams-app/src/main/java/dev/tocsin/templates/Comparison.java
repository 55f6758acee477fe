package dev.tocsin.templates;

import dev.tocsin.labels.Utf8Order;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The comparison functions {@code eq}, {@code lt} and so on. Only values of the same kind can be compared. */
final class Comparison {
    private enum Kind {
        BOOL,
        WHOLE,
        FLOAT,
        TEXT,
        OTHER
    }

    private Comparison() {}

    /** Whether the first value equals one of the others. */
    static boolean equalsAny(Object first, List<Object> others) {
        if (others.isEmpty()) {
            throw new FunctionFailedException("missing argument for comparison");
        }
        for (var other : others) {
            if (equal(first, other)) {
                return true;
            }
        }
        return false;
    }

    static boolean less(Object left, Object right) {
        var kind = kind(left);
        if (kind == Kind.OTHER || kind(right) == Kind.OTHER) {
            throw new FunctionFailedException("invalid type for comparison");
        }
        if (kind != kind(right)) {
            throw incompatible();
        }
        return switch (kind) {
            case WHOLE -> ((Number) left).longValue() < ((Number) right).longValue();
            case FLOAT -> (Double) left < (Double) right;
            case TEXT -> Utf8Order.COMPARATOR.compare((String) left, (String) right) < 0;
            default -> throw new FunctionFailedException("invalid type for comparison");
        };
    }

    static boolean lessOrEqual(Object left, Object right) {
        return less(left, right) || equal(left, right);
    }

    static boolean equal(Object left, Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        var kind = kind(left);
        if (kind != kind(right)) {
            throw incompatible();
        }
        return switch (kind) {
            case WHOLE -> ((Number) left).longValue() == ((Number) right).longValue();
            case FLOAT -> ((Double) left).doubleValue() == ((Double) right).doubleValue();
            case OTHER -> comparable(left).equals(comparable(right));
            default -> Objects.equals(left, right);
        };
    }

    private static Object comparable(Object value) {
        if (value instanceof Collection || value instanceof Map) {
            throw new FunctionFailedException(
                    "non-comparable type %s: %s".formatted(GoPrint.text(value), Values.typeName(value)));
        }
        return value;
    }

    private static FunctionFailedException incompatible() {
        return new FunctionFailedException("incompatible types for comparison");
    }

    private static Kind kind(Object value) {
        if (value instanceof Number) {
            return value instanceof Double ? Kind.FLOAT : Kind.WHOLE;
        }
        return value instanceof String ? Kind.TEXT : value instanceof Boolean ? Kind.BOOL : Kind.OTHER;
    }
}
