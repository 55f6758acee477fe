package dev.tocsin.imports.grafana;

import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import java.util.Collection;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as YAML. */
final class YamlTree {
    private static final SourceLocation NOWHERE = SourceLocation.ofSource("");

    private YamlTree() {}

    static String text(Map<String, ?> document) {
        return ((Mapping) node(document)).text();
    }

    private static YamlNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Mapping(
                    NOWHERE,
                    map.entrySet().stream()
                            .map(entry ->
                                    new Mapping.Entry(NOWHERE, entry.getKey().toString(), node(entry.getValue())))
                            .toList());
        }
        if (value instanceof Collection<?> items) {
            return new YamlNode.Sequence(
                    NOWHERE, items.stream().map(YamlTree::node).toList());
        }
        return new Scalar(NOWHERE, value.toString(), type(value));
    }

    private static Scalar.Type type(Object value) {
        if (value instanceof Number) {
            return Scalar.Type.NUMBER;
        }
        return value instanceof Boolean ? Scalar.Type.BOOL : Scalar.Type.TEXT;
    }
}
