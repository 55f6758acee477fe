package dev.tocsin.http.common;

import dev.tocsin.timing.Causes;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends responses that depend on a future.
 *
 * @param timeout how long a client waits at most
 */
public record AsyncResponse(Duration timeout) {
    /**
     * Responds when the future completes, on another thread than the one that completed it.
     *
     * @param onError creates the error response from the reason of a failure or timeout
     */
    public <T> void respond(
            Context request, CompletableFuture<T> future, Consumer<T> onValue, Function<String, ApiException> onError) {
        request.future(() -> future.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync((value, error) -> {
                    if (error == null) {
                        sendValue(request, value, onValue);
                    } else {
                        onError.apply(reason(error)).send(request);
                    }
                    return value;
                }));
    }

    private static <T> void sendValue(Context request, T value, Consumer<T> onValue) {
        try {
            onValue.accept(value);
        } catch (ApiException e) {
            e.send(request);
        }
    }

    private String reason(Throwable error) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? "no answer within %d ms".formatted(timeout.toMillis())
                : Causes.message(error);
    }
}
