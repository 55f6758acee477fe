package dev.tocsin.notifier;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.kafka.ClusterLogTopic;
import dev.tocsin.kafka.log.FindingsHeader;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.kafka.log.RecordWriter;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The cluster log in Kafka. Appends through the writer, reads the replica.
 *
 * @param findings what this instance found at its newest ticks, which its heartbeats carry
 */
public record KafkaClusterLog(RecordWriter writer, ClusterLogTopic topic, Replica replica, Supplier<String> findings)
        implements ClusterLog {
    @Override
    public CompletableFuture<Void> append(ClusterRecord record) {
        return replica.awaitVisible(write(record));
    }

    @Override
    public CompletableFuture<AuditEntry.Position> appendAt(ClusterRecord record) {
        var written = write(record);
        return replica.awaitVisible(written)
                .thenCompose(visible -> written)
                .thenApply(at -> new AuditEntry.Position(at.topic(), at.partition(), at.offset()));
    }

    private CompletableFuture<RecordPosition> write(ClusterRecord record) {
        if (record instanceof Claim claim) {
            return writer.append(topic.claims(), claim);
        } else if (record instanceof ClaimReleased released) {
            return writer.append(topic.releases(), released);
        } else if (record instanceof NflogEntry entry) {
            return writer.append(topic.nflogEntries(), entry);
        } else if (record instanceof Member member) {
            return writer.append(topic.members(), member, new FindingsHeader(findings.get()));
        } else if (record instanceof ClusterRecord.SilenceChange change) {
            return writer.append(topic.silences(), change.silence());
        } else if (record instanceof ClusterRecord.NflogTombstone tombstone) {
            return writer.delete(topic.nflogEntries(), tombstone.slot().toString());
        }
        throw new IllegalArgumentException("unknown cluster record " + record);
    }

    @Override
    public Duration appendTimeout() {
        return writer.appendTimeout();
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
    public Instant logTime() {
        return replica.logTime();
    }
}
