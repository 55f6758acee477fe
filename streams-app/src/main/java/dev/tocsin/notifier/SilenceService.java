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
 * Creates, edits and expires silences. A future completes once this instance has read the silence from the cluster log:
 * every notification that any instance claims later honours it. A future fails if the log cannot be reached; the
 * silence may or may not be in the log then.
 *
 * @param ids generates UUIDs
 */
public record SilenceService(Loop loop, ClusterLog log, SilenceLimits limits, Supplier<String> ids) {
    public Silences silences() {
        return log.silences();
    }

    /** The time by which silences begin and end: log time, the same on all instances. */
    public Instant logTime() {
        return log.logTime();
    }

    public CompletableFuture<SilenceResult> set(SilenceDraft draft) {
        return execute(() -> log.silences().set(draft, log.logTime(), ids, limits));
    }

    public CompletableFuture<SilenceResult> expire(String id) {
        return execute(() -> log.silences().expire(id, log.logTime()));
    }

    private CompletableFuture<SilenceResult> execute(Supplier<SilenceResult> decision) {
        var stored = new CompletableFuture<SilenceResult>();
        loop.execute(() -> {
            try {
                var result = decision.get();
                append(result).thenApply(done -> result).whenComplete(Futures.relayTo(stored));
            } catch (RuntimeException e) {
                stored.completeExceptionally(e);
            }
        });
        return stored;
    }

    private CompletableFuture<Void> append(SilenceResult result) {
        if (result instanceof SilenceResult.Stored stored) {
            return CompletableFuture.allOf(stored.toAppend().stream()
                    .map(silence -> log.append(new ClusterRecord.SilenceChange(silence)))
                    .toArray(CompletableFuture[]::new));
        }
        return CompletableFuture.completedFuture(null);
    }
}
