package dev.tocsin.yaml;

import dev.tocsin.notation.PromDuration;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A mapping of a document. It records which keys were read, so that {@link #rejectUnknownKeys()} finds the others. A key
 * with a null value counts as absent.
 */
public final class YamlMap {
    private final Mapping mapping;
    private final String path;
    private final ProblemCollector problems;
    private final Map<String, YamlValue> values = new LinkedHashMap<>();
    private final Set<String> unreadKeys = new LinkedHashSet<>();
    private final TreeSet<String> readKeys = new TreeSet<>();
    private final Map<String, YamlMap> children = new TreeMap<>();

    /** @param path in the document, such as {@code route.routes[0]}; empty for the document itself */
    public YamlMap(Mapping mapping, String path, ProblemCollector problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
        for (var entry : mapping.entries()) {
            values.put(entry.key(), new YamlValue(entry.value(), childPath(entry.key()), problems));
        }
        unreadKeys.addAll(values.keySet());
    }

    /** The first document of a text, as in {@link Mapping#read}. */
    public static YamlMap read(String source, String text, ProblemCollector problems) {
        return new YamlMap(Mapping.read(source, text, problems), "", problems);
    }

    public SourceLocation location() {
        return mapping.location();
    }

    /** The location of a key, or of the mapping if it does not have the key. */
    public SourceLocation locationOf(String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Mapping.Entry::location)
                .findFirst()
                .orElse(location());
    }

    /** The location of the value of a key, or of the mapping if it does not have the key. */
    public SourceLocation locationOfValue(String key) {
        return values.containsKey(key) ? values.get(key).location() : location();
    }

    /** The location of {@code key} or {@code key.inner}, or of the closest parent that exists. */
    public SourceLocation locationOfPath(String path) {
        var dot = path.indexOf('.');
        var key = dot < 0 ? path : path.substring(0, dot);
        var inner = mapping.entries().stream()
                .filter(entry -> dot >= 0 && entry.key().equals(key) && entry.value() instanceof Mapping)
                .flatMap(entry -> ((Mapping) entry.value()).entries().stream())
                .filter(entry -> entry.key().equals(path.substring(dot + 1)))
                .findFirst();
        return inner.map(Mapping.Entry::location).orElseGet(() -> locationOf(key));
    }

    public void problem(String key, String message, String remedy) {
        problems.add(locationOf(key), message, remedy);
    }

    /** Adds a warning: valid, but probably a mistake. */
    public void warn(String key, String message, String remedy) {
        problems.warn(locationOf(key), message, remedy);
    }

    /** The value of a key, unless it is absent or null. */
    public Optional<YamlValue> get(String key) {
        readKeys.add(key);
        unreadKeys.remove(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isNull());
    }

    /** Records the default value of a key. */
    public void recordDefault(String key, String defaultValue) {
        recordDefault(key, defaultValue, Scalar.Type.TEXT);
    }

    private void recordDefault(String key, String defaultValue, Scalar.Type type) {
        problems.hints().recordDefault(path, key, new Scalar(location(), defaultValue, type));
    }

    /** The parsed value of a key, as in {@link YamlValue#read}; empty if it is absent or invalid. */
    public <T> Optional<T> read(String key, String expected, Function<String, T> parser) {
        return get(key).flatMap(value -> value.read(expected, parser));
    }

    public String text(String key, String defaultValue) {
        recordDefault(key, defaultValue);
        return get(key).flatMap(YamlValue::text).orElse(defaultValue);
    }

    /** A text that is never shown. Empty by default. */
    public String secret(String key) {
        get(key).ifPresent(YamlValue::recordSecret);
        return text(key, "");
    }

    public boolean bool(String key, boolean defaultValue) {
        recordDefault(key, String.valueOf(defaultValue), Scalar.Type.BOOL);
        return get(key).flatMap(YamlValue::bool).orElse(defaultValue);
    }

    public int integer(String key, int defaultValue, int least) {
        return get(key).flatMap(value -> value.integer(least, Integer.MAX_VALUE))
                .map(Math::toIntExact)
                .orElse(defaultValue);
    }

    public Duration duration(String key, Duration defaultValue) {
        recordDefault(key, defaultValue.isZero() ? "" : PromDuration.format(defaultValue));
        return get(key).flatMap(YamlValue::duration).orElse(defaultValue);
    }

    public List<YamlValue> items(String key) {
        return get(key).map(YamlValue::items).orElse(List.of());
    }

    /** The items of a list without its nulls, which Prometheus's decoder leaves out. */
    public List<YamlValue> presentItems(String key) {
        return items(key).stream().filter(item -> !item.isNull()).toList();
    }

    public Map<String, String> strings(String key) {
        return get(key).map(YamlValue::strings).orElse(Map.of());
    }

    /** The mapping of a key; empty if it is absent. */
    public YamlMap map(String key) {
        var found = get(key).map(YamlValue::map)
                .orElseGet(() -> new YamlMap(new Mapping(location(), List.of()), childPath(key), problems));
        children.put(key, found);
        return found;
    }

    /** The values that were not read yet. They count as read afterwards. */
    Map<String, YamlValue> takeRemaining() {
        var remaining = new LinkedHashMap<>(values);
        remaining.keySet().retainAll(unreadKeys);
        readKeys.addAll(unreadKeys);
        unreadKeys.clear();
        return remaining;
    }

    /** Adds a problem for each key that was not read, here and in the mappings of {@link #map}. */
    public void rejectUnknownKeys() {
        var known = new TreeSet<>(readKeys);
        known.removeAll(unreadKeys);
        unreadKeys.forEach(
                key -> problems.add(locationOf(key), unknownKeyMessage(key), SpellingSuggestion.remedy(key, known)));
        unreadKeys.clear();
        children.values().forEach(YamlMap::rejectUnknownKeys);
    }

    /** Rejects keys that Alertmanager or Prometheus knows and Tocsin does not support, unless their value is empty. */
    public void rejectUnsupported(List<String> keys) {
        for (var key : keys) {
            get(key).filter(value -> !value.isEmpty())
                    .ifPresent(
                            value -> problem(key, value.path() + " is not supported yet by this version", "remove it"));
        }
    }

    /** The paths of all keys that were read, here and in the mappings of {@link #map}, in order. */
    public List<String> knownPaths() {
        return readKeys.stream()
                .flatMap(key ->
                        children.containsKey(key) ? children.get(key).knownPaths().stream() : Stream.of(childPath(key)))
                .toList();
    }

    private String unknownKeyMessage(String key) {
        return "unknown key '%s'".formatted(childPath(key));
    }

    public String childPath(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
