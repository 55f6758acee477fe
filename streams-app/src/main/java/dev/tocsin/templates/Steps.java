package dev.tocsin.templates;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** What {@code range} goes over: lists, maps in the order of their keys, the numbers below a number, nothing. */
final class Steps implements Iterator<Steps.Step> {
    /** An index or key, and what is there. */
    record Step(Object key, Object value) {}

    private final Iterator<Step> steps;

    private Steps(Iterator<Step> steps) {
        this.steps = steps;
    }

    /** Empty if there is no way to go over this value. */
    static Optional<Steps> over(Object value, int variables) {
        if (value == null) {
            return Optional.of(new Steps(List.<Step>of().iterator()));
        }
        if (value instanceof List<?> list) {
            return Optional.of(new Steps(LongStream.range(0, list.size())
                    .mapToObj(i -> new Step(i, Values.of(list.get((int) i))))
                    .iterator()));
        }
        if (value instanceof Map<?, ?> map) {
            return Optional.of(new Steps(map.keySet().stream()
                    .sorted(GoPrint.BY_KEY)
                    .map(key -> new Step(key, Values.of(map.get(key))))
                    .iterator()));
        }
        if (value instanceof Long end && variables < 2) {
            return Optional.of(new Steps(
                    LongStream.range(0, end).mapToObj(i -> new Step(i, i)).iterator()));
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
        return steps.hasNext();
    }

    @Override
    public Step next() {
        return steps.next();
    }
}
