package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/** Comparisons of fields. Values of different types are never equal, and none is less than the other. */
final class Comparisons {
    private Comparisons() {}

    /** A missing field equals null. Objects and arrays equal nothing. */
    static boolean equal(JsonNode one, JsonNode other) {
        if (FieldValues.isAbsent(one) || FieldValues.isAbsent(other)) {
            return FieldValues.isAbsent(one) && FieldValues.isAbsent(other);
        }
        if (one.isBoolean() && other.isBoolean()) {
            return one.booleanValue() == other.booleanValue();
        }
        var order = order(one, other);
        return order.isPresent() && order.getAsInt() == 0;
    }

    /** Negative, zero or positive for two numbers or two texts; empty for other types, and for NaN. */
    static OptionalInt order(JsonNode one, JsonNode other) {
        if (one.isIntegralNumber() && other.isIntegralNumber()) {
            return OptionalInt.of(one.bigIntegerValue().compareTo(other.bigIntegerValue()));
        }
        if (one.isNumber() && other.isNumber()) {
            var left = one.doubleValue();
            var right = other.doubleValue();
            return Double.isNaN(left) || Double.isNaN(right)
                    ? OptionalInt.empty()
                    : OptionalInt.of(left < right ? -1 : left > right ? 1 : 0);
        }
        return one.isTextual() && other.isTextual()
                ? OptionalInt.of(one.textValue().compareTo(other.textValue()))
                : OptionalInt.empty();
    }
}
