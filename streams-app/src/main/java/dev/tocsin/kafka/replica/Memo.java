package dev.tocsin.kafka.replica;

import java.util.function.Supplier;

/** Memoised value, recomputed when its version changes. */
final class Memo<T> {
    private volatile Memoized<T> last = new Memoized<>(null, -1, null);

    private record Memoized<T>(Object of, long version, T value) {}

    T get(Object of, long version, Supplier<T> compute) {
        var known = last;
        if (known.of() == of && known.version() == version) {
            return known.value();
        }
        // The version was read before the data, so a change in between leads to a new computation.
        var value = compute.get();
        last = new Memoized<>(of, version, value);
        return value;
    }
}
