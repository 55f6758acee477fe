package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * A path to one field, such as {@code $.items[0]['unit price']}: a singular query of
 * <a href="https://www.rfc-editor.org/rfc/rfc9535">JSONPath (RFC 9535)</a>.
 *
 * @param text as written
 */
record FieldPath(String text, FieldRoot root, List<Step> steps) {
    FieldPath {
        steps = List.copyOf(steps);
    }

    /** The step into an object or an array. */
    interface Step {
        JsonNode from(JsonNode parent);
    }

    record Name(String name) implements Step {
        @Override
        public JsonNode from(JsonNode parent) {
            return parent.path(name);
        }
    }

    /** @param index from the end if it is negative */
    record Index(int index) implements Step {
        @Override
        public JsonNode from(JsonNode parent) {
            return parent.path(index < 0 ? parent.size() + index : index);
        }
    }

    /** The value; a missing node if there is none. */
    JsonNode find(MappedRecord record) {
        var node = record.root(root);
        for (var step : steps) {
            node = step.from(node);
            if (node.isMissingNode()) {
                return MissingNode.getInstance();
            }
        }
        return node;
    }

    @Override
    public String toString() {
        return text;
    }
}
