package dev.tocsin.kafka.codec;

import java.util.function.Function;

/** What became of some bytes: a value, or the reason why there is none. */
public sealed interface Decoded<T> {
    /** The value, or {@code otherwise} made from the reason. */
    <R> R fold(Function<T, R> value, Function<String, R> otherwise);

    /** The bytes mean this. */
    record Valid<T>(T value) implements Decoded<T> {
        @Override
        public <R> R fold(Function<T, R> value, Function<String, R> otherwise) {
            return value.apply(this.value);
        }
    }

    /** The bytes mean nothing here; the reason is for people. */
    record Invalid<T>(String reason) implements Decoded<T> {
        @Override
        public <R> R fold(Function<T, R> value, Function<String, R> otherwise) {
            return otherwise.apply(reason);
        }
    }

    /** This value taken further; what the step refuses, or can not reckon with, becomes the reason. */
    default <R> Decoded<R> map(Function<T, R> step) {
        return fold(
                value -> {
                    try {
                        return new Valid<>(step.apply(value));
                    } catch (IllegalArgumentException refused) {
                        return new Invalid<>(refused.getMessage());
                    } catch (RuntimeException beyondMeasure) {
                        return new Invalid<>("can not be used: " + beyondMeasure);
                    }
                },
                Invalid::new);
    }

    /** The value. @throws IllegalArgumentException with the reason if there is none */
    default T orThrow() {
        return fold(value -> value, reason -> {
            throw new IllegalArgumentException(reason);
        });
    }
}
