package dev.tocsin.notifier;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A claim that was won. It is renewed until it is used or given back. */
final class ClaimPermit implements SendPermit {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimPermit.class);

    private final NotifierContext context;
    private final Claim claim;
    private Lease lease;
    private Loop.Alarm renewal;
    private boolean ended;

    /** @param askedAt the monotonic instant before the claim was appended */
    ClaimPermit(NotifierContext office, Claim claim, Duration askedAt) {
        this.context = office;
        this.claim = claim;
        this.lease = Lease.from(askedAt, claim.lease());
        scheduleRenewal();
    }

    @Override
    public boolean isValid() {
        return !ended && lease.isValidAt(context.loop().monotonic());
    }

    @Override
    public boolean isFresh() {
        return !ended
                && lease.isValidAt(context.loop().monotonic().plus(claim.lease().dividedBy(2)));
    }

    @Override
    public String claimId() {
        return claim.claimId();
    }

    @Override
    public void complete() {
        ended = true;
        renewal.cancel();
    }

    @Override
    public void release(String why, Optional<DeliveryFailure> failure) {
        complete();
        context.telemetry().claimReleased(why);
        appendRelease(context, claim, why, failure);
    }

    /** Tells the log that a claim, whether it was won or not, is not used. */
    static void appendRelease(NotifierContext office, Claim claim, String why) {
        appendRelease(office, claim, why, Optional.empty());
    }

    private static void appendRelease(
            NotifierContext office, Claim claim, String why, Optional<DeliveryFailure> failure) {
        appendRelease(office, new ClaimReleased(claim.slot(), claim.claimId(), office.instance(), why, failure));
    }

    static void appendRelease(NotifierContext office, ClaimReleased released) {
        office.loop().whenDone(office.log().append(released), (done, error) -> {
            if (error != null) {
                LOG.atWarn()
                        .addKeyValue("slot", released.slot())
                        .addKeyValue("reason", Causes.message(error))
                        .log("A claim could not be given back; it will lapse");
            }
        });
    }

    private void scheduleRenewal() {
        renewal = context.loop().after(context.claimSettings().renewInterval(), this::renew);
    }

    private void renew() {
        if (ended) {
            return;
        }
        var askedAt = context.loop().monotonic();
        context.loop().whenDone(context.log().append(claim), (done, error) -> {
            if (!ended && error == null && context.log().slot(claim.slot()).isHeldBy(claim.claimId())) {
                lease = Lease.from(askedAt, claim.lease());
            }
        });
        scheduleRenewal();
    }
}
