package dev.tocsin.http.common;

import dev.tocsin.timing.Causes;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Answers that are not there yet.
 *
 * @param patience how long a client is kept waiting
 */
public record AsyncResponse(Duration timeout) {
    /** Answers once there is a value, or a sentence that says why there is none. Never on the thread that completed it. */
    public <T> void respond(
            Context request, CompletableFuture<T> future, Consumer<T> withValue, Consumer<String> withReason) {
        request.future(() -> future.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync((value, error) -> {
                    runOrSendError(request, () -> {
                        if (error == null) {
                            withValue.accept(value);
                        } else {
                            withReason.accept(failureReason(error));
                        }
                    });
                    return value;
                }));
    }

    private static void runOrSendError(Context request, Runnable answer) {
        try {
            answer.run();
        } catch (ApiException refusal) {
            refusal.send(request);
        }
    }

    private String failureReason(Throwable error) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? "no answer within %d ms".formatted(timeout.toMillis())
                : Causes.message(error);
    }
}
