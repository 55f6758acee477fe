package dev.tocsin.notifier;

import dev.tocsin.kafka.codec.ExternalAlert;
import dev.tocsin.kafka.log.Log;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The cluster log in Kafka, read through this instance's replica. */
public final class ReplicatedLog implements SharedLog {
    private final Log log;
    private final Replica replica;

    public ReplicatedLog(Log log, Replica replica) {
        this.log = log;
        this.replica = replica;
    }

    @Override
    public CompletableFuture<Void> append(Claim claim) {
        return replica.shows(log.append(claim));
    }

    @Override
    public CompletableFuture<Void> append(Sent sent) {
        return replica.shows(log.append(sent));
    }

    @Override
    public CompletableFuture<Void> append(Released released) {
        return replica.shows(log.append(released));
    }

    @Override
    public CompletableFuture<Void> append(Silence silence) {
        return replica.shows(log.append(silence));
    }

    @Override
    public CompletableFuture<Void> append(Member member) {
        return replica.shows(log.append(member));
    }

    /** Not of the cluster log, but shared in the same way. */
    public CompletableFuture<Void> append(ExternalAlert alert) {
        return replica.shows(log.append(alert));
    }

    @Override
    public CompletableFuture<Void> forgetSent(Slot slot) {
        return replica.shows(log.forgetSent(slot));
    }

    @Override
    public Collection<SlotState> slots() {
        return replica.slots();
    }

    @Override
    public SlotState slot(Slot slot) {
        return replica.slot(slot);
    }

    @Override
    public Silences silences() {
        return replica.silences();
    }

    @Override
    public Members members() {
        return replica.members();
    }

    @Override
    public Instant time() {
        return replica.logTime();
    }
}
