package dev.tocsin.labels;

import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Immutable label set: distinct names with non-empty values, in bytewise order of the names. A label with an empty value
 * is absent, as in Prometheus. The hash code is computed once.
 */
public final class Labels implements Comparable<Labels> {
    /** The label with the metric name. */
    public static final String NAME = "__name__";

    public static final Labels EMPTY = new Labels(new String[0]);

    /** name, value, name, value, ... */
    private final String[] pairs;

    private final int hash;

    /** Computed when it is first asked for; 0 before. */
    private volatile long fingerprint;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    /** {@code of("job", "api", "instance", "a:1")}. @throws IllegalArgumentException if a value is missing */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "label '%s' has no value".formatted(namesAndValues[namesAndValues.length - 1]));
        }
        var labels = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            labels.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return of(labels);
    }

    public static Labels of(Map<String, String> labels) {
        var names = labels.keySet().toArray(String[]::new);
        Arrays.sort(names, Utf8Order.COMPARATOR);
        var pairs = new String[names.length * 2];
        var size = 0;
        for (var name : names) {
            var value = labels.get(name);
            if (!value.isEmpty()) {
                pairs[size++] = name;
                pairs[size++] = value;
            }
        }
        return size == 0 ? EMPTY : new Labels(size == pairs.length ? pairs : Arrays.copyOf(pairs, size));
    }

    /** The value; empty if the label is absent. */
    public String get(String name) {
        for (var i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    public boolean has(String name) {
        return !get(name).isEmpty();
    }

    public String metricName() {
        return get(NAME);
    }

    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** The name of one label, in order of the names. */
    public String nameAt(int index) {
        return pairs[2 * index];
    }

    /** The value of one label, in order of the names. */
    public String valueAt(int index) {
        return pairs[2 * index + 1];
    }

    /** In order of the names. */
    public void forEach(BiConsumer<String, String> action) {
        for (var i = 0; i < pairs.length; i += 2) {
            action.accept(pairs[i], pairs[i + 1]);
        }
    }

    /** In order of the names. */
    public List<String> names() {
        var names = new ArrayList<String>(size());
        forEach((name, value) -> names.add(name));
        return Collections.unmodifiableList(names);
    }

    /** In order of the names; unmodifiable. */
    public Map<String, String> asMap() {
        var map = new LinkedHashMap<String, String>();
        forEach(map::put);
        return Collections.unmodifiableMap(map);
    }

    /** Sets a label, or removes it if the value is empty. */
    public Labels with(String name, String value) {
        if (get(name).equals(value)) {
            return this;
        }
        if (value.isEmpty()) {
            return filter(other -> !other.equals(name));
        }
        var index = 0;
        while (index < pairs.length && Utf8Order.COMPARATOR.compare(pairs[index], name) < 0) {
            index += 2;
        }
        var exists = index < pairs.length && pairs[index].equals(name);
        var changed = new String[exists ? pairs.length : pairs.length + 2];
        System.arraycopy(pairs, 0, changed, 0, index);
        changed[index] = name;
        changed[index + 1] = value;
        var rest = exists ? index + 2 : index;
        System.arraycopy(pairs, rest, changed, index + 2, pairs.length - rest);
        return new Labels(changed);
    }

    /** Sets all the given labels. */
    public Labels with(Labels others) {
        var all = new LinkedHashMap<>(asMap());
        others.forEach(all::put);
        return of(all);
    }

    public Labels keep(Collection<String> names) {
        return filter(names::contains);
    }

    public Labels drop(Collection<String> names) {
        return filter(name -> !names.contains(name));
    }

    public Labels filter(Predicate<String> names) {
        var kept = new String[pairs.length];
        var size = 0;
        for (var i = 0; i < pairs.length; i += 2) {
            if (names.test(pairs[i])) {
                kept[size++] = pairs[i];
                kept[size++] = pairs[i + 1];
            }
        }
        return size == pairs.length ? this : size == 0 ? EMPTY : new Labels(Arrays.copyOf(kept, size));
    }

    /** These labels with equal texts from a table of strings; this object if it has those of the table already. */
    public Labels withTexts(UnaryOperator<String> table) {
        var changed = new String[pairs.length];
        var same = true;
        for (var i = 0; i < pairs.length; i++) {
            changed[i] = table.apply(pairs[i]);
            same &= changed[i] == pairs[i];
        }
        return same ? this : new Labels(changed);
    }

    /**
     * Returns these labels, if names and values together have at most {@link Limit#LABEL_SET} characters, because every
     * copy of them costs memory.
     *
     * @throws IllegalArgumentException if they have more
     */
    public Labels requireWithinLimit() {
        var length = length();
        if (length > Limit.LABEL_SET.value()) {
            throw new IllegalArgumentException(
                    "labels have %d characters, but the maximum is %d".formatted(length, Limit.LABEL_SET.value()));
        }
        return this;
    }

    /** The characters of all names and values. */
    public long length() {
        var length = 0L;
        for (var text : pairs) {
            length += text.length();
        }
        return length;
    }

    public Fingerprint fingerprint() {
        var bits = fingerprint;
        if (bits == 0) {
            bits = Fingerprint.of(this).bits();
            fingerprint = bits;
        }
        return new Fingerprint(bits);
    }

    /** Compares name and value pairs in order, bytewise. A prefix comes first. */
    @Override
    public int compareTo(Labels other) {
        var shared = Math.min(pairs.length, other.pairs.length);
        for (var i = 0; i < shared; i++) {
            // Identity check first: series of one store share interned strings.
            if (pairs[i] != other.pairs[i]) {
                var order = Utf8Order.COMPARATOR.compare(pairs[i], other.pairs[i]);
                if (order != 0) {
                    return order;
                }
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that && hash == that.hash && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code {job="api", instance="a:1"}}, as in Prometheus's messages and Alertmanager's group keys. */
    @Override
    public String toString() {
        var text = new StringBuilder("{");
        forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(LabelName.isClassic(name) ? name : GoQuote.quote(name))
                .append('=')
                .append(GoQuote.quote(value)));
        return text.append('}').toString();
    }
}
