package dev.tocsin.notifier;

import dev.tocsin.notification.silences.Answer;
import dev.tocsin.notification.silences.Draft;
import dev.tocsin.notification.silences.Limits;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.timing.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The wishes of people about silences: decided, appended to the cluster log, and answered once this instance's own
 * replica shows them. From then on every notification claimed anywhere honours them. A future fails if the log can not
 * be reached; then nothing is promised.
 */
public final class Silencing {
    private final Loop loop;
    private final SharedLog log;
    private final Limits limits;
    private final Supplier<String> ids;

    /** @param ids gives UUIDs */
    public Silencing(Loop loop, SharedLog log, Limits limits, Supplier<String> ids) {
        this.loop = loop;
        this.log = log;
        this.limits = limits;
        this.ids = ids;
    }

    public Silences silences() {
        return log.silences();
    }

    public CompletableFuture<Answer> set(Draft draft) {
        return carriedOut(() -> log.silences().set(draft, log.time(), ids, limits));
    }

    public CompletableFuture<Answer> expire(String id) {
        return carriedOut(() -> log.silences().expire(id, log.time()));
    }

    private CompletableFuture<Answer> carriedOut(Supplier<Answer> decision) {
        var answered = new CompletableFuture<Answer>();
        loop.execute(() -> {
            try {
                var answer = decision.get();
                append(answer).whenComplete((done, error) -> {
                    if (error == null) {
                        answered.complete(answer);
                    } else {
                        answered.completeExceptionally(error);
                    }
                });
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        });
        return answered;
    }

    private CompletableFuture<Void> append(Answer answer) {
        if (answer instanceof Answer.Stored stored) {
            return CompletableFuture.allOf(
                    stored.toAppend().stream().map(log::append).toArray(CompletableFuture[]::new));
        }
        return CompletableFuture.completedFuture(null);
    }
}
