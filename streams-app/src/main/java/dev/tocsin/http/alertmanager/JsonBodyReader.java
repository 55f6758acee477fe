package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the values of a JSON body. The first wrong value is an error.
 *
 * @param name the name of the body in error messages
 */
record JsonBodyReader(String name) {
    /** Returns JSON null if there is no body. */
    JsonNode read(byte[] body) {
        try {
            return TolerantJson.read(body);
        } catch (IllegalArgumentException e) {
            throw parseError(e.getMessage());
        }
    }

    /** Passes on the elements of the body, which is an array, JSON null or empty. */
    void elements(byte[] body, Consumer<JsonNode> elements) {
        try {
            var rest = TolerantJson.readElements(body, elements);
            if (!rest.isNull()) {
                array(rest, "the body");
            }
        } catch (IllegalArgumentException e) {
            throw parseError(e.getMessage());
        }
    }

    JsonNode object(JsonNode node, String path) {
        return expect(node, path, JsonNode::isObject, "an object");
    }

    JsonNode array(JsonNode node, String path) {
        return expect(node, path, JsonNode::isArray, "an array");
    }

    /** Returns a text; empty if it is absent or null. */
    Optional<String> text(JsonNode object, String path, String key) {
        return field(object, path, key, JsonNode::isTextual, "a string", text -> TolerantJson.text(text.textValue()));
    }

    Optional<Boolean> bool(JsonNode object, String path, String key) {
        return field(object, path, key, JsonNode::isBoolean, "true or false", JsonNode::booleanValue);
    }

    Optional<Double> number(JsonNode object, String path, String key) {
        return field(object, path, key, JsonNode::isNumber, "a number", JsonNode::doubleValue);
    }

    Optional<Instant> time(JsonNode object, String path, String key) {
        return text(object, path, key).map(text -> {
            try {
                return ApiTime.parse(text);
            } catch (IllegalArgumentException e) {
                throw parseError("%s%s: %s".formatted(path, key, e.getMessage()));
            }
        });
    }

    /** Returns an object of texts, where null is an empty text. */
    Optional<Map<String, String>> stringMap(JsonNode object, String path, String key) {
        return field(object, path, key, JsonNode::isObject, "an object of strings", map -> {
            var texts = new LinkedHashMap<String, String>();
            map.fieldNames()
                    .forEachRemaining(
                            name -> texts.put(TolerantJson.text(name), value(map.get(name), path + key + "." + name)));
            return texts;
        });
    }

    private String value(JsonNode node, String path) {
        return node.isNull()
                ? ""
                : TolerantJson.text(
                        expect(node, path, JsonNode::isTextual, "a string").textValue());
    }

    private <T> Optional<T> field(
            JsonNode object,
            String path,
            String key,
            Predicate<JsonNode> isType,
            String typeName,
            Function<JsonNode, T> convert) {
        var value = TolerantJson.field(object, key);
        return value == null
                ? Optional.empty()
                : Optional.of(convert.apply(expect(value, path + key, isType, typeName)));
    }

    private JsonNode expect(JsonNode node, String path, Predicate<JsonNode> isType, String typeName) {
        if (!isType.test(node)) {
            throw parseError("%s is not %s".formatted(path, typeName));
        }
        return node;
    }

    private ApiException parseError(String why) {
        return AlertmanagerErrors.parseError(name, why);
    }
}
