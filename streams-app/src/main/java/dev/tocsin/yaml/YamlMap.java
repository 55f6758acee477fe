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
import java.util.stream.Stream;

/**
 * A mapping of a document, asked key by key. It remembers what it was asked for, so that {@link #rejectUnknownKeys()} can
 * tell which keys mean nothing. A key without a value counts as absent.
 */
public final class YamlMap {
    private final Mapping mapping;
    private final String path;
    private final ProblemCollector problems;
    private final Map<String, YamlValue> values = new LinkedHashMap<>();
    private final Set<String> unreadKeys = new LinkedHashSet<>();
    private final TreeSet<String> readKeys = new TreeSet<>();
    private final Map<String, YamlMap> children = new TreeMap<>();

    /** @param path where it stands in the document, as {@code route.routes[0]}; empty for the document */
    public YamlMap(Mapping fields, String path, ProblemCollector problems) {
        this.mapping = fields;
        this.path = path;
        this.problems = problems;
        for (var entry : fields.entries()) {
            values.put(entry.key(), new YamlValue(entry.value(), childPath(entry.key()), problems));
        }
        unreadKeys.addAll(values.keySet());
    }

    /** The first document of a text, as {@link Mapping#read} reads it. */
    public static YamlMap read(String source, String text, ProblemCollector problems) {
        return new YamlMap(Mapping.read(source, text, problems), "", problems);
    }

    public SourceLocation location() {
        return mapping.location();
    }

    /** Where a key stands, or where the mapping begins if it has none such. */
    public SourceLocation locationOf(String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Mapping.Entry::location)
                .findFirst()
                .orElse(location());
    }

    /** Where the value of a key stands, or where the mapping begins if it has none such. */
    public SourceLocation locationOfValue(String key) {
        return values.containsKey(key) ? values.get(key).location() : location();
    }

    /** Where {@code key} or {@code key.inner} stands, or as near to it as there is anything. */
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

    public void problem(String key, String what, String remedy) {
        problems.add(locationOf(key), what, remedy);
    }

    /** Remembers what is not wrong, but hardly meant. */
    public void warn(String key, String what, String remedy) {
        problems.warn(locationOf(key), what, remedy);
    }

    /** The value of a key, if it has one. */
    public Optional<YamlValue> get(String key) {
        readKeys.add(key);
        unreadKeys.remove(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isNull());
    }

    /** Notes what holds for a key if the document does not have it. */
    public void recordDefault(String key, String otherwise) {
        recordDefault(key, otherwise, Scalar.Type.TEXT);
    }

    private void recordDefault(String key, String otherwise, Scalar.Type type) {
        problems.recordedDefaults().recordDefault(path, key, new Scalar(location(), otherwise, type));
    }

    public String text(String key, String otherwise) {
        recordDefault(key, otherwise);
        return get(key).flatMap(YamlValue::text).orElse(otherwise);
    }

    public boolean bool(String key, boolean otherwise) {
        recordDefault(key, String.valueOf(otherwise), Scalar.Type.BOOL);
        return get(key).flatMap(YamlValue::bool).orElse(otherwise);
    }

    public int integer(String key, int otherwise, int least) {
        return get(key).flatMap(value -> value.integer(least, Integer.MAX_VALUE))
                .map(Math::toIntExact)
                .orElse(otherwise);
    }

    public Duration duration(String key, Duration otherwise) {
        recordDefault(key, otherwise.isZero() ? "" : PromDuration.format(otherwise));
        return get(key).flatMap(YamlValue::duration).orElse(otherwise);
    }

    public List<YamlValue> items(String key) {
        return get(key).map(YamlValue::items).orElse(List.of());
    }

    public Map<String, String> strings(String key) {
        return get(key).map(YamlValue::strings).orElse(Map.of());
    }

    /** The mapping under a key; an empty one if there is none. */
    public YamlMap map(String key) {
        var found = get(key).map(YamlValue::map)
                .orElseGet(() -> new YamlMap(new Mapping(location(), List.of()), childPath(key), problems));
        children.put(key, found);
        return found;
    }

    /** What was not asked for, which thereby is. */
    Map<String, YamlValue> takeRemaining() {
        var others = new LinkedHashMap<>(values);
        others.keySet().retainAll(unreadKeys);
        readKeys.addAll(unreadKeys);
        unreadKeys.clear();
        return others;
    }

    /** Every key that nobody asked for is a problem. */
    public void rejectUnknownKeys() {
        var known = new TreeSet<>(readKeys);
        known.removeAll(unreadKeys);
        unreadKeys.forEach(
                key -> problems.add(locationOf(key), unknownKeyMessage(key), SpellingSuggestion.remedy(key, known)));
        unreadKeys.clear();
        children.values().forEach(YamlMap::rejectUnknownKeys);
    }

    /** Refuses keys that are right, but not supported yet, if they have a value; an empty list or mapping asks for nothing. */
    public void rejectUnsupported(List<String> keys) {
        for (var key : keys) {
            get(key).filter(value -> !value.isEmpty())
                    .ifPresent(
                            value -> problem(key, value.path() + " is not supported yet by this version", "remove it"));
        }
    }

    /** The paths of all keys that were asked for, here and inside, in order. */
    public List<String> knownPaths() {
        return readKeys.stream()
                .flatMap(key ->
                        children.containsKey(key) ? children.get(key).knownPaths().stream() : Stream.of(childPath(key)))
                .toList();
    }

    private String unknownKeyMessage(String key) {
        return "key '%s' means nothing here".formatted(childPath(key));
    }

    /** The path of a key. */
    public String childPath(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
