package dev.tocsin.yaml;

import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Defaults, secrets and equivalent values of a document. Readers record them while they read, so that the document can
 * be printed with its defaults and without its secrets.
 */
public final class RenderingHints {
    private final boolean isEnabled;
    private final Map<String, Map<String, Scalar>> defaults = new HashMap<>();
    private final Map<String, YamlNode> equivalents = new HashMap<>();
    // By location and not by path: an alias elsewhere has the location of the secret.
    private final Set<SourceLocation> secrets = new HashSet<>();
    private final Set<SourceLocation> resolved = new HashSet<>();

    /** @param isEnabled false if the document is never printed; nothing is recorded then */
    public RenderingHints(boolean isEnabled) {
        this.isEnabled = isEnabled;
    }

    /** @param path of the mapping that does not have the key */
    void recordDefault(String path, String key, Scalar defaultValue) {
        if (isEnabled && !defaultValue.text().isEmpty()) {
            defaults.computeIfAbsent(path, any -> new TreeMap<>()).put(key, defaultValue);
        }
    }

    /** @param path of a value that means the same as {@code other} */
    void recordEquivalent(String path, YamlNode other) {
        if (isEnabled) {
            equivalents.put(path, other);
        }
    }

    /** Every scalar inside the value is a secret. */
    void recordSecret(YamlNode value) {
        record(value, secrets);
    }

    /** References in every scalar inside the value are resolved when it is used. */
    void recordResolved(YamlNode value) {
        record(value, resolved);
    }

    private void record(YamlNode value, Set<SourceLocation> locations) {
        if (value instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> record(entry.value(), locations));
        } else if (value instanceof Sequence sequence) {
            sequence.items().forEach(item -> record(item, locations));
        } else if (isEnabled && !value.isNull()) {
            locations.add(value.location());
        }
    }

    /** Default values of the keys that the mapping at a path does not have. */
    public Map<String, Scalar> defaults(String path) {
        return defaults.getOrDefault(path, Map.of());
    }

    public Optional<YamlNode> equivalent(String path) {
        return Optional.ofNullable(equivalents.get(path));
    }

    public boolean isSecret(Scalar scalar) {
        return secrets.contains(scalar.location());
    }

    /** Whether references in the scalar are resolved when it is used. */
    public boolean isResolved(Scalar scalar) {
        return resolved.contains(scalar.location());
    }
}
