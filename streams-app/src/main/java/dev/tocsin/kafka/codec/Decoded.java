package dev.tocsin.kafka.codec;

import java.util.function.Function;

/** The result of decoding: a value, or the reason why the bytes are invalid. */
public sealed interface Decoded<T> {
    /** Applies one of the functions, to the value or to the reason. */
    <R> R fold(Function<T, R> value, Function<String, R> otherwise);

    /** The bytes are valid. */
    record Valid<T>(T value) implements Decoded<T> {
        @Override
        public <R> R fold(Function<T, R> value, Function<String, R> otherwise) {
            return value.apply(this.value);
        }
    }

    /** The bytes are invalid. @param reason a text for operators; the sentence continues "the record ..." */
    record Invalid<T>(String reason) implements Decoded<T> {
        @Override
        public <R> R fold(Function<T, R> value, Function<String, R> otherwise) {
            return otherwise.apply(reason);
        }
    }

    /** Applies a function to the value. If it throws, the result is invalid with the exception as its reason. */
    default <R> Decoded<R> map(Function<T, R> step) {
        return fold(
                value -> {
                    try {
                        return new Valid<>(step.apply(value));
                    } catch (IllegalArgumentException refused) {
                        return new Invalid<>(refused.getMessage());
                    } catch (RuntimeException e) {
                        return new Invalid<>("cannot be used: " + e);
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
