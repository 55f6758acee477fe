package dev.tocsin.templates;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** An entry in a {@code range} statement: an index or key and its value. */
record RangeEntry(Object key, Object value) {
    /**
     * The entries of a list, of a map sorted by key, of the integers below a number, or of nil. Empty if the value cannot
     * be iterated.
     *
     * @param variables the number of variables that the statement sets
     */
    static Optional<Iterator<RangeEntry>> iterator(Object value, int variables) {
        if (value == null) {
            return Optional.of(Collections.emptyIterator());
        }
        if (value instanceof List<?> list) {
            return Optional.of(LongStream.range(0, list.size())
                    .mapToObj(i -> new RangeEntry(i, Values.normalize(list.get((int) i))))
                    .iterator());
        }
        if (value instanceof Map<?, ?> map) {
            return Optional.of(map.keySet().stream()
                    .sorted(GoPrint.BY_KEY)
                    .map(key -> new RangeEntry(key, Values.normalize(map.get(key))))
                    .iterator());
        }
        return value instanceof Long end && variables < 2
                ? Optional.of(LongStream.range(0, end)
                        .mapToObj(i -> new RangeEntry(i, i))
                        .iterator())
                : Optional.empty();
    }

    static String complaint(Object value) {
        return value instanceof Long
                ? "can't use %s to iterate over more than one variable".formatted(value)
                : "range can't iterate over " + GoPrint.text(value);
    }
}
