package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A value of each record: the field at a path if it begins with a dollar sign, otherwise a constant text. */
public final class FieldExpression {
    private final FieldPath path;
    private final TextNode constant;

    private FieldExpression(FieldPath path, TextNode constant) {
        this.path = path;
        this.constant = constant;
    }

    /** @throws IllegalArgumentException if the text begins with a dollar sign and is no path */
    public static FieldExpression parse(String text) {
        if (!text.startsWith("$")) {
            return new FieldExpression(null, new TextNode(text));
        }
        var scanner = new MappingScanner(text);
        var path = scanner.path();
        if (!scanner.isAtEnd()) {
            throw scanner.error("a path ends here; write names with other characters as ['the name']");
        }
        return new FieldExpression(path, null);
    }

    /** Whether the value is the same in all records. */
    public boolean isConstant() {
        return path == null;
    }

    JsonNode in(MappedRecord record) {
        return path == null ? constant : path.find(record);
    }

    /** As written. */
    @Override
    public String toString() {
        return path == null ? constant.textValue() : path.text();
    }
}
