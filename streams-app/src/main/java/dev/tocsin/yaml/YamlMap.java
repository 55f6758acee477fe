package dev.tocsin.yaml;

import dev.tocsin.notation.PromDuration;
import dev.tocsin.yaml.Yaml.Fields;
import dev.tocsin.yaml.Yaml.Scalar;
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
 * A mapping of a document, asked key by key. It remembers what it was asked for, so that {@link #refuseOthers()} can
 * tell which keys mean nothing. A key without a value counts as absent.
 */
public final class YamlMap {
    private final Fields fields;
    private final String path;
    private final Problems problems;
    private final Map<String, YamlValue> all = new LinkedHashMap<>();
    private final Set<String> unasked = new LinkedHashSet<>();
    private final TreeSet<String> asked = new TreeSet<>();
    private final Map<String, YamlMap> inner = new TreeMap<>();

    /** @param path where it stands in the document, as {@code route.routes[0]}; empty for the document */
    public YamlMap(Fields fields, String path, Problems problems) {
        this.fields = fields;
        this.path = path;
        this.problems = problems;
        for (var entry : fields.entries()) {
            all.put(entry.key(), new YamlValue(entry.value(), inside(entry.key()), problems));
        }
        unasked.addAll(all.keySet());
    }

    /** The first document of a text, as {@link Fields#read} reads it. */
    public static YamlMap read(String source, String text, Problems problems) {
        return new YamlMap(Fields.read(source, text, problems), "", problems);
    }

    public Place place() {
        return fields.place();
    }

    /** Where a key stands, or where the mapping begins if it has none such. */
    public Place placeOf(String key) {
        return fields.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Fields.Entry::place)
                .findFirst()
                .orElse(place());
    }

    /** Where the value of a key stands, or where the mapping begins if it has none such. */
    public Place placeOfValue(String key) {
        return all.containsKey(key) ? all.get(key).place() : place();
    }

    /** Where {@code key} or {@code key.inner} stands, or as near to it as there is anything. */
    public Place placeOfPath(String path) {
        var dot = path.indexOf('.');
        var key = dot < 0 ? path : path.substring(0, dot);
        var inner = fields.entries().stream()
                .filter(entry -> dot >= 0 && entry.key().equals(key) && entry.value() instanceof Fields)
                .flatMap(entry -> ((Fields) entry.value()).entries().stream())
                .filter(entry -> entry.key().equals(path.substring(dot + 1)))
                .findFirst();
        return inner.map(Fields.Entry::place).orElseGet(() -> placeOf(key));
    }

    public void problem(String key, String what, String remedy) {
        problems.add(placeOf(key), what, remedy);
    }

    /** Remembers what is not wrong, but hardly meant. */
    public void warn(String key, String what, String remedy) {
        problems.warn(placeOf(key), what, remedy);
    }

    /** The value of a key, if it has one. */
    public Optional<YamlValue> get(String key) {
        asked.add(key);
        unasked.remove(key);
        return Optional.ofNullable(all.get(key)).filter(value -> !value.isNull());
    }

    /** Notes what holds for a key if the document does not have it. */
    public void leaves(String key, String otherwise) {
        leaves(key, otherwise, Scalar.Type.TEXT);
    }

    private void leaves(String key, String otherwise, Scalar.Type type) {
        problems.unsaid().leaves(path, key, new Scalar(place(), otherwise, type));
    }

    public String text(String key, String otherwise) {
        leaves(key, otherwise);
        return get(key).flatMap(YamlValue::text).orElse(otherwise);
    }

    public boolean bool(String key, boolean otherwise) {
        leaves(key, String.valueOf(otherwise), Scalar.Type.BOOL);
        return get(key).flatMap(YamlValue::bool).orElse(otherwise);
    }

    public int integer(String key, int otherwise, int least) {
        return get(key).flatMap(value -> value.integer(least, Integer.MAX_VALUE))
                .map(Math::toIntExact)
                .orElse(otherwise);
    }

    public Duration duration(String key, Duration otherwise) {
        leaves(key, otherwise.isZero() ? "" : PromDuration.format(otherwise));
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
                .orElseGet(() -> new YamlMap(new Fields(place(), List.of()), inside(key), problems));
        inner.put(key, found);
        return found;
    }

    /** What was not asked for, which thereby is. */
    Map<String, YamlValue> others() {
        var others = new LinkedHashMap<>(all);
        others.keySet().retainAll(unasked);
        asked.addAll(unasked);
        unasked.clear();
        return others;
    }

    /** Every key that nobody asked for is a problem. */
    public void refuseOthers() {
        var known = new TreeSet<>(asked);
        known.removeAll(unasked);
        unasked.forEach(key -> problems.add(placeOf(key), unknown(key), Spelling.remedy(key, known)));
        unasked.clear();
        inner.values().forEach(YamlMap::refuseOthers);
    }

    /** Refuses keys that are right, but not supported yet, if they have a value; an empty list or mapping asks for nothing. */
    public void refuseNotYet(List<String> keys) {
        for (var key : keys) {
            get(key).filter(value -> !value.isEmpty())
                    .ifPresent(
                            value -> problem(key, value.path() + " is not supported yet by this version", "remove it"));
        }
    }

    /** The paths of all keys that were asked for, here and inside, in order. */
    public List<String> askedPaths() {
        return asked.stream()
                .flatMap(key -> inner.containsKey(key) ? inner.get(key).askedPaths().stream() : Stream.of(inside(key)))
                .toList();
    }

    private String unknown(String key) {
        return "key '%s' means nothing here".formatted(inside(key));
    }

    /** The path of a key. */
    public String inside(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
