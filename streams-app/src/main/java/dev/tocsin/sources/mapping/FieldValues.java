package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.notation.GoFloat;
import java.util.Optional;
import java.util.OptionalDouble;

/** Numbers and texts of fields. */
final class FieldValues {
    private FieldValues() {}

    /** Whether a field is missing or null. */
    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** A number, a text that is one, or 1 and 0 for true and false; empty for anything else. */
    static OptionalDouble number(JsonNode node) {
        if (node.isNumber()) {
            return OptionalDouble.of(node.doubleValue());
        }
        if (node.isBoolean()) {
            return OptionalDouble.of(node.booleanValue() ? 1 : 0);
        }
        return node.isTextual() ? number(node.textValue()) : OptionalDouble.empty();
    }

    private static OptionalDouble number(String text) {
        return switch (text) {
            case "NaN" -> OptionalDouble.of(Double.NaN);
            case "Inf", "+Inf", "Infinity", "+Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Inf", "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> decimal(text);
        };
    }

    private static OptionalDouble decimal(String text) {
        // Java also accepts spaces, hexadecimal numbers and suffixes such as 1d.
        for (var i = 0; i < text.length(); i++) {
            var one = text.charAt(i);
            if ((one < '0' || one > '9') && "+-.eE".indexOf(one) < 0) {
                return OptionalDouble.empty();
            }
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The text of a single value, empty text if it is absent; empty for an object or array. */
    static Optional<String> text(JsonNode node) {
        if (isAbsent(node)) {
            return Optional.of("");
        }
        if (node.isFloatingPointNumber()) {
            return Optional.of(GoFloat.general(node.doubleValue()));
        }
        return node.isValueNode() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** Describes a value for a message, at most 60 characters of it. */
    static String describe(JsonNode node) {
        if (node.isMissingNode()) {
            return "missing";
        }
        if (node.isObject() || node.isArray()) {
            return node.isObject() ? "an object" : "an array";
        }
        var text = node.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
