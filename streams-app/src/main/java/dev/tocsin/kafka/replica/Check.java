package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Decoded;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A record that is folded in two steps, because its validation can be expensive.
 *
 * @param validation decodes and validates the record; runs on any thread
 * @param fold applies the record to the table, valid or not
 */
record Check<T>(Supplier<Decoded<T>> validation, Function<Decoded<T>, FoldResult> fold) {}
