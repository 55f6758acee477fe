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
        // The caller read the version before the data: a change in between is recomputed on the next call.
        var value = compute.get();
        last = new Memoized<>(of, version, value);
        return value;
    }
}
