package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.timing.Causes;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A record that is folded in two steps, because its validation can be expensive.
 *
 * @param validation decodes and validates the record; runs on any thread
 * @param fold applies the record to the table, valid or not
 * @param refusal applies the record, whose value is not kept in memory, as one that is not valid for a reason
 */
record Check<T>(
        Supplier<Decoded<T>> validation,
        Function<Decoded<T>, FoldResult> fold,
        Function<Decoded.Invalid<T>, FoldResult> refusal) {
    /** Applies the record. If a valid one cannot be applied, it counts as not valid. */
    FoldResult folded(Decoded<T> read) {
        try {
            return fold.apply(read);
        } catch (RuntimeException e) {
            return refusal.apply(new Decoded.Invalid<>("cannot be applied: " + Causes.message(e)));
        }
    }

    /** The same record, as one that is not valid. Its value is not kept in memory. */
    Check<T> refused(String reason) {
        var invalid = new Decoded.Invalid<T>(reason);
        var apply = refusal;
        return new Check<>(() -> invalid, read -> apply.apply(invalid), apply);
    }
}
