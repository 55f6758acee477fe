package dev.tocsin.notifier;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.timing.Loop;
import java.time.Duration;

/**
 * Forgets what was sent so long ago that the notification log need not keep it. Whoever forgets a slot holds it, so
 * that nothing can be sent meanwhile that would be forgotten with it. Runs on the office's loop.
 */
final class Forgetting {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 10;
    /** Half of it outlives the longest that an append can be on its way. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Office office;
    private Loop.Alarm next = () -> {};

    Forgetting(Office office) {
        this.office = office;
    }

    void begin() {
        next = office.loop().after(EVERY, this::lookAndGoOn);
    }

    void stop() {
        next.cancel();
    }

    private void lookAndGoOn() {
        begin();
        look();
    }

    void look() {
        office.log().slots().stream()
                .filter(state -> isExpired(state.sent()))
                .map(SlotState::slot)
                .filter(office::goesFirst)
                .filter(this::isFree)
                .limit(AT_ONCE)
                .forEach(this::claim);
    }

    private void claim(Slot slot) {
        var claim = new Claim(slot, office.newClaimId(), office.instance(), LEASE);
        var askedAt = office.loop().monotonic();
        office.loop().whenDone(office.log().append(claim), (done, error) -> {
            if (error != null) {
                HeldClaim.giveBack(office, claim, "not used");
            } else if (office.log().slot(slot).isHeldBy(claim.claimId())) {
                forget(slot, new HeldClaim(office, claim, askedAt));
            }
        });
    }

    // What gives the claim back comes after the tombstone in the log, even if nobody can tell whether that arrived.
    private void forget(Slot slot, Right right) {
        if (right.isFresh() && isExpired(office.log().slot(slot).sent())) {
            office.loop().whenDone(office.log().forgetSent(slot), (done, error) -> right.release("forgotten"));
        } else {
            right.release("not to be forgotten");
        }
    }

    private boolean isFree(Slot slot) {
        return !office.log().slot(slot).holder().isLiveAt(office.log().time());
    }

    private boolean isExpired(Sent sent) {
        return !sent.isNothingYet() && !office.log().time().isBefore(sent.expiresAt());
    }
}
