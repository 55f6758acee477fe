package dev.tocsin.kafka.replica;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Memoised value, recomputed when its version changes. */
final class Memo<T> {
    private volatile Memoized<T> last;

    Memo(T first) {
        last = new Memoized<>(null, -1, first);
    }

    private record Memoized<T>(Object of, long version, T value) {}

    T get(Object of, long version, Supplier<T> compute) {
        return next(of, version, before -> compute.get());
    }

    /** @param compute derives the value from the previous one, which may be of another object */
    T next(Object of, long version, UnaryOperator<T> compute) {
        var known = last;
        if (known.of() == of && known.version() == version) {
            return known.value();
        }
        // The version was read before the data, so a change in between leads to a new computation.
        var value = compute.apply(known.value());
        last = new Memoized<>(of, version, value);
        return value;
    }
}
