package dev.tocsin.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private static final IOException REFUSED = new IOException("connection refused");

    @Test
    void messageIsThatOfTheErrorInsideWrappers() {
        assertThat(Causes.message(new CompletionException(new CompletionException(REFUSED))))
                .isEqualTo("connection refused");
        assertThat(Causes.message(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void rootCauseIsAddedUnlessTheMessageContainsIt() {
        assertThat(Causes.messageWithRoot(new IllegalStateException("cannot read topic x", REFUSED)))
                .isEqualTo("cannot read topic x: connection refused");
        assertThat(Causes.messageWithRoot(new IllegalStateException(REFUSED)))
                .isEqualTo("java.io.IOException: connection refused");
        assertThat(Causes.messageWithRoot(new CompletionException(REFUSED))).isEqualTo("connection refused");
    }

    @Test
    void relayedErrorHasNoWrapper() {
        var target = new CompletableFuture<String>();
        CompletableFuture.<String>failedFuture(REFUSED).thenApply(String::trim).whenComplete(Futures.relayTo(target));
        assertThat(target.handle((value, error) -> error).join()).isSameAs(REFUSED);
    }
}
