package dev.tocsin.notifier;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Refusal;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.Optional;

/**
 * Garbage collection of the notification log: deletes expired entries. It claims the slot first, so that no instance
 * can append an entry that the tombstone would delete. Runs on the notifier's loop.
 */
final class NflogGc {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int BATCH_SIZE = 10;

    private final NotifierContext context;
    private Loop.Alarm next = () -> {};

    NflogGc(NotifierContext context) {
        this.context = context;
    }

    void start() {
        next = context.loop().after(INTERVAL, this::runAndReschedule);
    }

    void stop() {
        next.cancel();
    }

    private void runAndReschedule() {
        start();
        run();
    }

    void run() {
        context.log().slots().stream()
                .filter(this::isObsolete)
                .map(SlotState::slot)
                .filter(context::isPreferred)
                .filter(this::isFree)
                .limit(BATCH_SIZE)
                .forEach(this::claim);
    }

    private void claim(Slot slot) {
        var claim = new Claim(slot, context.newClaimId(), context.instance(), lease());
        var appendStartedAt = context.loop().monotonic();
        context.loop().whenDone(context.log().append(claim), (done, error) -> {
            if (error != null) {
                SendPermit.HeldClaim.releaseUnused(context, claim);
            } else if (context.log().slot(slot).isHeldBy(claim.claimId())) {
                delete(slot, new SendPermit.HeldClaim(context, claim, appendStartedAt));
            }
        });
    }

    // The release follows the tombstone in the log, whether or not its append was confirmed.
    private void delete(Slot slot, SendPermit claim) {
        if (claim.hasHalfLeaseLeft() && isObsolete(context.log().slot(slot))) {
            var tombstone = new ClusterRecord.NflogTombstone(slot);
            context.loop()
                    .whenDone(
                            context.log().append(tombstone),
                            (done, error) -> claim.release("forgotten", Optional.empty(), Refusal.NONE));
        } else {
            claim.release("not to be forgotten", Optional.empty(), Refusal.NONE);
        }
    }

    /** Twice the time after which an append fails: a tombstone is in the log before the claim expires. */
    private Duration lease() {
        return context.log().appendTimeout().multipliedBy(2);
    }

    private boolean isFree(Slot slot) {
        return !context.log().slot(slot).holder().isLiveAt(context.logTime());
    }

    /** Whether the slot has an expired entry, or no entry and an old refusal. */
    private boolean isObsolete(SlotState state) {
        var entry = state.nflogEntry();
        return entry.isInitial()
                ? !state.refusal().equals(Refusal.NONE) && state.refusal().isOverAt(context.logTime())
                : !context.logTime().isBefore(entry.expiresAt());
    }
}
