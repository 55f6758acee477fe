package dev.tocsin.templates;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Iterates over the value of {@code range}: a list, a map sorted by key, the integers below a number, or nil. */
final class RangeIterator implements Iterator<RangeIterator.Entry> {
    /** An index or key and its value. */
    record Entry(Object key, Object value) {}

    private final Iterator<Entry> entries;

    private RangeIterator(Iterator<Entry> entries) {
        this.entries = entries;
    }

    /** Empty if the value cannot be iterated. */
    static Optional<RangeIterator> of(Object value, int variables) {
        if (value == null) {
            return Optional.of(new RangeIterator(List.<Entry>of().iterator()));
        }
        if (value instanceof List<?> list) {
            return Optional.of(new RangeIterator(LongStream.range(0, list.size())
                    .mapToObj(i -> new Entry(i, Values.normalize(list.get((int) i))))
                    .iterator()));
        }
        if (value instanceof Map<?, ?> map) {
            return Optional.of(new RangeIterator(map.keySet().stream()
                    .sorted(GoPrint.BY_KEY)
                    .map(key -> new Entry(key, Values.normalize(map.get(key))))
                    .iterator()));
        }
        if (value instanceof Long end && variables < 2) {
            return Optional.of(new RangeIterator(
                    LongStream.range(0, end).mapToObj(i -> new Entry(i, i)).iterator()));
        }
        return Optional.empty();
    }

    static String complaint(Object value) {
        return value instanceof Long
                ? "can't use %s to iterate over more than one variable".formatted(value)
                : "range can't iterate over " + GoPrint.text(value);
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public Entry next() {
        return entries.next();
    }
}
