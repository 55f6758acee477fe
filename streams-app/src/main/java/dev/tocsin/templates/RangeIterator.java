package dev.tocsin.templates;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** What {@code range} goes over: lists, maps in the order of their keys, the numbers below a number, nothing. */
final class RangeIterator implements Iterator<RangeIterator.Entry> {
    /** An index or key, and what is there. */
    record Entry(Object key, Object value) {}

    private final Iterator<Entry> entries;

    private RangeIterator(Iterator<Entry> steps) {
        this.entries = steps;
    }

    /** Empty if there is no way to go over this value. */
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
