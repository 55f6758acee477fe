package dev.tocsin.notifier;

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

/**
 * The cluster log as those who notify need it. What is appended is done once this instance's own replica has applied
 * it: from then on every read here shows it, and everything that came before it in the log. It fails if the log can
 * not be reached in time; the record may be in the log all the same.
 */
public interface ClusterLog {
    CompletableFuture<Void> append(Claim claim);

    CompletableFuture<Void> append(NflogEntry sent);

    CompletableFuture<Void> append(ClaimReleased released);

    CompletableFuture<Void> append(Silence silence);

    /** @param member its {@code heardAt} is the log's to give, and is ignored */
    CompletableFuture<Void> append(Member member);

    /**
     * Forgets what was sent. To be asked for only by who holds a claim on the slot: whatever is sent meanwhile would be
     * forgotten too.
     */
    CompletableFuture<Void> deleteSent(Slot slot);

    SlotState slot(Slot slot);

    /** All slots of which the log knows anything. */
    Collection<SlotState> slots();

    Silences silences();

    /** All members that are known, live or not. */
    Members members();

    /** What time it is for the log: when the record read last was appended, and what has passed since. */
    Instant time();
}
