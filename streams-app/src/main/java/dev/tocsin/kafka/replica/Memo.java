package dev.tocsin.kafka.replica;

import java.util.function.Supplier;

/** A value that is computed when it is asked for and what it rests on has changed. */
final class Memo<T> {
    private volatile Memoized<T> last = new Memoized<>(null, -1, null);

    private record Memoized<T>(Object of, long version, T value) {}

    T get(Object of, long version, Supplier<T> compute) {
        var known = last;
        if (known.of() == of && known.version() == version) {
            return known.value();
        }
        // The version was read first: whatever changes meanwhile is computed again the next time.
        var value = compute.get();
        last = new Memoized<>(of, version, value);
        return value;
    }
}
