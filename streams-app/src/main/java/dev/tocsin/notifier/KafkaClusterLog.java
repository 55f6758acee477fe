package dev.tocsin.notifier;

import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The cluster log in Kafka, read through this instance's replica. */
public final class KafkaClusterLog implements ClusterLog {
    private final TopicWriter log;
    private final Replica replica;

    public KafkaClusterLog(TopicWriter log, Replica replica) {
        this.log = log;
        this.replica = replica;
    }

    @Override
    public CompletableFuture<Void> append(Claim claim) {
        return replica.awaitVisible(log.append(claim));
    }

    @Override
    public CompletableFuture<Void> append(NflogEntry sent) {
        return replica.awaitVisible(log.append(sent));
    }

    @Override
    public CompletableFuture<Void> append(ClaimReleased released) {
        return replica.awaitVisible(log.append(released));
    }

    @Override
    public CompletableFuture<Void> append(Silence silence) {
        return replica.awaitVisible(log.append(silence));
    }

    @Override
    public CompletableFuture<Void> append(Member member) {
        return replica.awaitVisible(log.append(member));
    }

    @Override
    public CompletableFuture<Void> deleteSent(Slot slot) {
        return replica.awaitVisible(log.deleteSent(slot));
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
