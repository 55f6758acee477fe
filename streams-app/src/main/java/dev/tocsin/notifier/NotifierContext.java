package dev.tocsin.notifier;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.EventLog;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dependencies of the notifier. Used on {@code loop} only.
 *
 * @param claimIds generates unique ids
 */
record NotifierContext(
        String instance,
        ClaimSettings claimSettings,
        Loop loop,
        ClusterLog log,
        Isolation isolation,
        Telemetry telemetry,
        Supplier<String> claimIds,
        SlotWaiters waiters,
        UnloggedNotifications unlogged,
        ReceiverHealth receiverHealth,
        HeldSlots heldSlots,
        ClaimActivity claimActivity,
        EventLog events,
        DeliveryLog deliveryLog) {
    private static final Logger EVENTS = LoggerFactory.getLogger(Notifier.class);

    NotifierContext(
            String instance,
            ClaimSettings claimSettings,
            Loop loop,
            ClusterLog log,
            Isolation isolation,
            Telemetry telemetry,
            Supplier<String> claimIds) {
        this(
                instance,
                claimSettings,
                loop,
                log,
                isolation,
                telemetry,
                claimIds,
                new SlotWaiters(loop),
                new UnloggedNotifications(loop, log),
                new ReceiverHealth(loop),
                new HeldSlots(),
                new ClaimActivity(),
                new EventLog(EVENTS, () -> loop.monotonic().toNanos()),
                new DeliveryLog(loop));
    }

    /** The time by which the notifier decides: the same on all instances. The wall clock is not used. */
    Instant logTime() {
        return log.logTime();
    }

    /** The latest entry of a slot. Entries of this instance count before they are in the log. */
    NflogEntry lastNflogEntry(Slot slot) {
        return unlogged.last(slot);
    }

    /** Completes once the entries of all notifications sent until now are in the log. */
    CompletableFuture<Void> allLogged() {
        return unlogged.allLogged();
    }

    /** Wakes the flushes that wait for the slot. */
    void slotChanged(SlotState state) {
        claimActivity.read(state.holder(), loop.monotonic());
        waiters.slotChanged(state.slot());
    }

    String newClaimId() {
        return claimIds.get();
    }

    boolean isPreferred(Slot slot) {
        return liveMembers().isPreferred(instance, slot);
    }

    /**
     * Time that this instance leaves to the others before it claims a slot: none if it is preferred, and twice the
     * normal head start if it cannot reach the receiver.
     */
    Duration headStart(Slot slot) {
        if (receiverHealth.isUnhealthy(slot, loop.monotonic())
                && liveMembers().all().size() > 1) {
            return claimSettings.headStart().multipliedBy(2);
        }
        return isPreferred(slot) ? Duration.ZERO : claimSettings.headStart();
    }

    /** @param then gets the reason if the claim could not be written, and otherwise null */
    void appendClaim(Claim claim, Consumer<Throwable> then) {
        claimActivity.appended(claim.claimId(), loop.monotonic());
        loop.whenDone(log.append(claim), (done, error) -> {
            claimActivity.ended(claim.claimId());
            then.accept(error);
        });
    }

    /** Whether the preferred instance of a slot, or this one, works through a burst of claims. */
    boolean isBusy(Slot slot) {
        var preferred = liveMembers().preferred(slot).map(Member::instance).orElse(instance);
        return claimActivity.isBusy(preferred, loop.monotonic(), claimSettings.headStart());
    }

    Members liveMembers() {
        return log.members().liveAt(logTime(), claimSettings.memberTimeout());
    }
}
