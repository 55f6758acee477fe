package dev.tocsin.notifier;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The cluster log, read through this instance's own replica. */
interface ClusterLog {
    /**
     * Appends a record. The future completes once this instance's replica has applied the record: from then on every
     * read here includes it and everything before it in the log. The future fails if the log cannot be reached in time;
     * the record may be in the log all the same. {@code lastHeartbeatAt} of a member is ignored: it is the append time.
     */
    CompletableFuture<Void> append(ClusterRecord record);

    /** Appends as {@link #append}, and returns the position of the record; a log without positions returns none. */
    default CompletableFuture<AuditEntry.Position> appendAt(ClusterRecord record) {
        return append(record).thenApply(done -> AuditEntry.Position.NONE);
    }

    /** Time after which an append fails; the record may be written until then. */
    default Duration appendTimeout() {
        return Duration.ofSeconds(15);
    }

    SlotState slot(Slot slot);

    /** All slots that have a claim or an entry in the log. */
    Collection<SlotState> slots();

    Silences silences();

    /** All members in the log, live or not. */
    Members members();

    /** Log time: the append time of the record read last, plus the time that has passed since by the monotonic clock. */
    Instant logTime();
}
