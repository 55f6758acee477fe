package dev.tocsin.http;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.notifier.SharedLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log that takes silences at once, or does not answer, or can not be reached. */
final class MemoryLog implements SharedLog {
    private final InstantSource clock;
    private volatile Silences silences = Silences.NONE;
    private volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    MemoryLog(InstantSource clock) {
        this.clock = clock;
    }

    void cutOff(String why) {
        answer = CompletableFuture.failedFuture(new IllegalStateException(why));
    }

    void stall() {
        answer = new CompletableFuture<>();
    }

    CompletableFuture<Void> answer() {
        return answer;
    }

    @Override
    public CompletableFuture<Void> append(Silence silence) {
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            silences = silences.with(silence);
        }
        return answer;
    }

    @Override
    public Silences silences() {
        return silences;
    }

    @Override
    public CompletableFuture<Void> forgetSent(Slot slot) {
        throw notForADoor();
    }

    @Override
    public Collection<SlotState> slots() {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> append(Claim claim) {
        throw notForADoor();
    }

    @Override
    public CompletableFuture<Void> append(Sent sent) {
        throw notForADoor();
    }

    @Override
    public CompletableFuture<Void> append(Released released) {
        throw notForADoor();
    }

    @Override
    public CompletableFuture<Void> append(Member member) {
        throw notForADoor();
    }

    @Override
    public SlotState slot(Slot slot) {
        throw notForADoor();
    }

    @Override
    public Members members() {
        throw notForADoor();
    }

    @Override
    public Instant time() {
        return clock.instant();
    }

    private static UnsupportedOperationException notForADoor() {
        return new UnsupportedOperationException("a door asks the log for silences only");
    }
}
