package dev.tocsin.yaml;

import dev.tocsin.yaml.YamlNode.Scalar;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a document leaves to defaults, and what it could have said in other words; noted while it is read. */
public final class RecordedDefaults {
    private final boolean isEnabled;
    private final Map<String, Map<String, Scalar>> defaults = new HashMap<>();
    private final Map<String, YamlNode> equivalents = new HashMap<>();

    /** @param isKept whether anybody will ask for it */
    public RecordedDefaults(boolean isKept) {
        this.isEnabled = isKept;
    }

    /** @param path of the mapping that leaves the key out */
    void recordDefault(String path, String key, Scalar otherwise) {
        if (isEnabled && !otherwise.text().isEmpty()) {
            defaults.computeIfAbsent(path, any -> new TreeMap<>()).put(key, otherwise);
        }
    }

    /** @param path of a value that means the same as another */
    void recordEquivalent(String path, YamlNode other) {
        if (isEnabled) {
            equivalents.put(path, other);
        }
    }

    /** What holds for the keys that the mapping at a path does not have. */
    public Map<String, Scalar> defaults(String path) {
        return defaults.getOrDefault(path, Map.of());
    }

    public Optional<YamlNode> equivalent(String path) {
        return Optional.ofNullable(equivalents.get(path));
    }
}
