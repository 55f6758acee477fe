package dev.tocsin.senders;

import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Step;
import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Questions and answers until it is clear whether somebody was told. */
final class Conversation {
    private final HttpCalls calls;
    private final Executor threads;
    private final Map<String, String> headers;
    private final Duration limit;
    private volatile CompletableFuture<Answer> asked = new CompletableFuture<>();

    /**
     * @param headers that every request gets
     * @param limit how long it may take in all
     */
    Conversation(HttpCalls calls, Executor threads, Map<String, String> headers, Duration limit) {
        this.calls = calls;
        this.threads = threads;
        this.headers = headers;
        this.limit = limit;
    }

    CompletableFuture<Outcome> hold(Supplier<Step> first) {
        var told = CompletableFuture.supplyAsync(() -> spoken(first), threads).thenCompose(this::go);
        var outcome = told.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> Outcome.ofNoAnswer(sentence(error)));
        // Who gives the attempt up, by the limit or by cancelling it, ends the request.
        outcome.whenComplete((done, cancelled) -> asked.cancel(true));
        return outcome;
    }

    private CompletableFuture<Outcome> go(Step step) {
        if (step instanceof Step.Over over) {
            return CompletableFuture.completedFuture(over.outcome());
        }
        var ask = (Step.Ask) step;
        asked = calls.call(ask.request(), headers, ask.bodyMatters());
        return asked.handleAsync((answer, error) -> follow(ask, answer, error), threads)
                .thenCompose(this::go);
    }

    private Step follow(Step.Ask ask, Answer answer, Throwable error) {
        if (error == null) {
            return spoken(() -> ask.then().apply(answer));
        }
        // What can not even be asked for, such as a header that the protocol keeps to itself, will not pass.
        return Causes.unwrap(error) instanceof IllegalArgumentException
                ? Step.permanent("can not be sent: " + Causes.sentence(error))
                : new Step.Over(ask.unanswered().apply(sentence(error)));
    }

    /** What can not be put into words now never can. */
    private static Step spoken(Supplier<Step> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return Step.permanent(Causes.sentence(e));
        }
    }

    private String sentence(Throwable error) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? "no answer within %d ms".formatted(limit.toMillis())
                : Causes.sentence(error);
    }
}
