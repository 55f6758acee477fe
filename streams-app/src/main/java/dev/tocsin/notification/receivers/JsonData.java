package dev.tocsin.notification.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** JSON that was read, as maps, lists, texts, numbers and truth values. */
final class JsonData {
    private JsonData() {}

    static Object of(JsonNode node) {
        if (node.isObject()) {
            var json = new JsonObject();
            node.fieldNames().forEachRemaining(name -> json.and(name, of(node.get(name))));
            return json;
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            return items;
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isNull() ? null : node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }
}
