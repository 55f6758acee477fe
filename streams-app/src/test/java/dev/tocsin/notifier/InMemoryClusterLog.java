package dev.tocsin.notifier;

import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A cluster log that stores silences at once, or fails every append, or never answers. It has no notification log. */
public final class InMemoryClusterLog implements ClusterLog {
    private final InstantSource clock;
    private volatile Silences silences = Silences.of(List.of());
    private volatile CompletableFuture<Void> appendResult = CompletableFuture.completedFuture(null);

    public InMemoryClusterLog(InstantSource clock) {
        this.clock = clock;
    }

    public void fail(String why) {
        fail(new IllegalStateException(why));
    }

    public void fail(RuntimeException why) {
        appendResult = CompletableFuture.failedFuture(why);
    }

    public void stall() {
        appendResult = new CompletableFuture<>();
    }

    public CompletableFuture<Void> appendResult() {
        return appendResult;
    }

    @Override
    public CompletableFuture<Void> append(ClusterRecord record) {
        if (!(record instanceof ClusterRecord.SilenceChange change)) {
            throw unsupported();
        }
        if (appendResult.isDone() && !appendResult.isCompletedExceptionally()) {
            silences = Silences.of(Stream.concat(silences.all().stream(), Stream.of(change.silence()))
                    .toList());
        }
        return appendResult;
    }

    @Override
    public Silences silences() {
        return silences;
    }

    @Override
    public Collection<SlotState> slots() {
        return List.of();
    }

    @Override
    public SlotState slot(Slot slot) {
        return SlotState.initial(slot);
    }

    @Override
    public Members members() {
        throw unsupported();
    }

    @Override
    public Instant logTime() {
        return clock.instant();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("the HTTP APIs append silences only");
    }
}
