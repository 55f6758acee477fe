package dev.tocsin.yaml;

import dev.tocsin.yaml.Yaml.Scalar;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a document leaves to defaults, and what it could have said in other words; noted while it is read. */
public final class Unsaid {
    private final boolean isKept;
    private final Map<String, Map<String, Scalar>> leftOut = new HashMap<>();
    private final Map<String, Yaml> inOtherWords = new HashMap<>();

    /** @param isKept whether anybody will ask for it */
    public Unsaid(boolean isKept) {
        this.isKept = isKept;
    }

    /** @param path of the mapping that leaves the key out */
    void leaves(String path, String key, Scalar otherwise) {
        if (isKept && !otherwise.text().isEmpty()) {
            leftOut.computeIfAbsent(path, any -> new TreeMap<>()).put(key, otherwise);
        }
    }

    /** @param path of a value that means the same as another */
    void means(String path, Yaml other) {
        if (isKept) {
            inOtherWords.put(path, other);
        }
    }

    /** What holds for the keys that the mapping at a path does not have. */
    public Map<String, Scalar> leftOut(String path) {
        return leftOut.getOrDefault(path, Map.of());
    }

    public Optional<Yaml> inOtherWords(String path) {
        return Optional.ofNullable(inOtherWords.get(path));
    }
}
