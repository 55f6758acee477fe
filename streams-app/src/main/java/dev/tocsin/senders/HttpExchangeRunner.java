package dev.tocsin.senders;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.ExchangeStep;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Questions and answers until it is clear whether somebody was told. */
final class HttpExchangeRunner {
    private final HttpRequestExecutor calls;
    private final Executor threads;
    private final Map<String, String> headers;
    private final Duration limit;
    private volatile CompletableFuture<WebResponse> pendingAnswer = new CompletableFuture<>();

    /**
     * @param headers that every request gets
     * @param limit how long it may take in all
     */
    HttpExchangeRunner(HttpRequestExecutor calls, Executor threads, Map<String, String> headers, Duration limit) {
        this.calls = calls;
        this.threads = threads;
        this.headers = headers;
        this.limit = limit;
    }

    CompletableFuture<DeliveryResult> run(Supplier<ExchangeStep> first) {
        var told = CompletableFuture.supplyAsync(() -> stepOrFailure(first), threads)
                .thenCompose(this::runStep);
        var outcome = told.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> DeliveryResult.noResponse(message(error)));
        // Who gives the attempt up, by the limit or by cancelling it, ends the request.
        outcome.whenComplete((done, cancelled) -> pendingAnswer.cancel(true));
        return outcome;
    }

    private CompletableFuture<DeliveryResult> runStep(ExchangeStep step) {
        if (step instanceof ExchangeStep.Done over) {
            return CompletableFuture.completedFuture(over.result());
        }
        var ask = (ExchangeStep.Send) step;
        pendingAnswer = calls.execute(ask.request(), headers, ask.needsBody());
        return pendingAnswer
                .handleAsync((answer, error) -> nextStep(ask, answer, error), threads)
                .thenCompose(this::runStep);
    }

    private ExchangeStep nextStep(ExchangeStep.Send ask, WebResponse answer, Throwable error) {
        if (error == null) {
            return stepOrFailure(() -> ask.onResponse().apply(answer));
        }
        // What can not even be asked for, such as a header that the protocol keeps to itself, will not pass.
        return Causes.unwrap(error) instanceof IllegalArgumentException
                ? ExchangeStep.permanent("can not be sent: " + Causes.message(error))
                : new ExchangeStep.Done(ask.onNoResponse().apply(message(error)));
    }

    /** What can not be put into words now never can. */
    private static ExchangeStep stepOrFailure(Supplier<ExchangeStep> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return ExchangeStep.permanent(Causes.message(e));
        }
    }

    private String message(Throwable error) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? "no answer within %d ms".formatted(limit.toMillis())
                : Causes.message(error);
    }
}
