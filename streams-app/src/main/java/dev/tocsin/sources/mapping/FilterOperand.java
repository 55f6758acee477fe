package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * An operand of a comparison: a path or a literal.
 *
 * @param path null for a literal
 * @param literal null for a path
 */
record FilterOperand(FieldPath path, JsonNode literal) {
    static FilterOperand of(FieldPath path) {
        return new FilterOperand(path, null);
    }

    static FilterOperand text(String text) {
        return new FilterOperand(null, new TextNode(text));
    }

    static FilterOperand number(double number) {
        return new FilterOperand(null, DoubleNode.valueOf(number));
    }

    static FilterOperand bool(boolean value) {
        return new FilterOperand(null, BooleanNode.valueOf(value));
    }

    static FilterOperand none() {
        return new FilterOperand(null, NullNode.getInstance());
    }

    boolean isLiteral() {
        return path == null;
    }

    JsonNode in(MappedRecord record) {
        return path == null ? literal : path.find(record);
    }

    /** Whether it can be less or greater than another value: true unless it is a literal that is no number or text. */
    boolean isOrdered() {
        return !isLiteral() || literal.isNumber() || literal.isTextual();
    }
}
