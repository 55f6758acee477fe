package dev.tocsin.notifier;

import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.timing.Futures;
import dev.tocsin.timing.Loop;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The wishes of people about silences: decided, appended to the cluster log, and answered once this instance's own
 * replica shows them. From then on every notification claimed anywhere honours them. A future fails if the log can not
 * be reached; then nothing is promised.
 */
public final class SilenceService {
    private final Loop loop;
    private final ClusterLog log;
    private final SilenceLimits limits;
    private final Supplier<String> ids;

    /** @param ids gives UUIDs */
    public SilenceService(Loop loop, ClusterLog log, SilenceLimits limits, Supplier<String> ids) {
        this.loop = loop;
        this.log = log;
        this.limits = limits;
        this.ids = ids;
    }

    public Silences silences() {
        return log.silences();
    }

    /** The time by which silences begin and end: log time, the same on all instances. */
    public Instant now() {
        return log.time();
    }

    public CompletableFuture<SilenceResult> set(SilenceDraft draft) {
        return execute(() -> log.silences().set(draft, log.time(), ids, limits));
    }

    public CompletableFuture<SilenceResult> expire(String id) {
        return execute(() -> log.silences().expire(id, log.time()));
    }

    private CompletableFuture<SilenceResult> execute(Supplier<SilenceResult> decision) {
        var answered = new CompletableFuture<SilenceResult>();
        loop.execute(() -> {
            try {
                var answer = decision.get();
                append(answer).thenApply(done -> answer).whenComplete(Futures.relayTo(answered));
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        });
        return answered;
    }

    private CompletableFuture<Void> append(SilenceResult answer) {
        if (answer instanceof SilenceResult.Stored stored) {
            return CompletableFuture.allOf(stored.toAppend().stream()
                    .map(silence -> log.append(new ClusterRecord.SilenceChange(silence)))
                    .toArray(CompletableFuture[]::new));
        }
        return CompletableFuture.completedFuture(null);
    }
}
