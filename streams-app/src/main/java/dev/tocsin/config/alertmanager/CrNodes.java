package dev.tocsin.config.alertmanager;

import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Mapping.Entry;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Nodes of a translated custom resource (CR). */
final class CrNodes {
    private CrNodes() {}

    static Scalar text(SourceLocation where, String text) {
        return new Scalar(where, text, Scalar.Type.TEXT);
    }

    static Entry entry(String key, YamlNode value) {
        return new Entry(value.location(), key, value);
    }

    /** Leaves out empty lists. */
    static Mapping mapping(SourceLocation where, Entry... entries) {
        return new Mapping(
                where,
                List.of(entries).stream()
                        .filter(entry -> !(entry.value() instanceof Sequence list
                                && list.items().isEmpty()))
                        .toList());
    }

    static Optional<YamlNode> find(Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::value)
                .findFirst();
    }

    static Optional<String> text(Mapping mapping, String key) {
        return find(mapping, key).filter(Scalar.class::isInstance).map(node -> ((Scalar) node).text());
    }

    /** {@code groupWait} as {@code group_wait}, {@code apiURL} as {@code api_url}. */
    static String snakeCase(String key) {
        return key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
