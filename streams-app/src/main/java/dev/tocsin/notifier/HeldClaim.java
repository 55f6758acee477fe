package dev.tocsin.notifier;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Failure;
import dev.tocsin.notification.log.Released;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A claim that was won. It is renewed until it is used or given back. */
final class HeldClaim implements Right {
    private static final Logger LOG = LoggerFactory.getLogger(HeldClaim.class);

    private final Office office;
    private final Claim claim;
    private Lease lease;
    private Loop.Alarm renewal;
    private boolean ended;

    /** @param askedAt the monotonic instant before the claim was appended */
    HeldClaim(Office office, Claim claim, Duration askedAt) {
        this.office = office;
        this.claim = claim;
        this.lease = Lease.begun(askedAt, claim.lease());
        renewLater();
    }

    @Override
    public boolean isValid() {
        return !ended && lease.isValidAt(office.loop().monotonic());
    }

    @Override
    public boolean isFresh() {
        return !ended
                && lease.isValidAt(office.loop().monotonic().plus(claim.lease().dividedBy(2)));
    }

    @Override
    public String claimId() {
        return claim.claimId();
    }

    @Override
    public void used() {
        ended = true;
        renewal.cancel();
    }

    @Override
    public void release(String why, Optional<Failure> failure) {
        used();
        office.telemetry().claimReleased(why);
        giveBack(office, claim, why, failure);
    }

    /** Tells the log that a claim, whether it was won or not, is not used. */
    static void giveBack(Office office, Claim claim, String why) {
        giveBack(office, claim, why, Optional.empty());
    }

    private static void giveBack(Office office, Claim claim, String why, Optional<Failure> failure) {
        giveBack(office, new Released(claim.slot(), claim.claimId(), office.instance(), why, failure));
    }

    static void giveBack(Office office, Released released) {
        office.loop().whenDone(office.log().append(released), (done, error) -> {
            if (error != null) {
                LOG.atWarn()
                        .addKeyValue("slot", released.slot())
                        .addKeyValue("reason", Causes.sentence(error))
                        .log("A claim could not be given back; it will lapse");
            }
        });
    }

    private void renewLater() {
        renewal = office.loop().after(office.rules().renewEvery(), this::renew);
    }

    private void renew() {
        if (ended) {
            return;
        }
        var askedAt = office.loop().monotonic();
        office.loop().whenDone(office.log().append(claim), (done, error) -> {
            if (!ended && error == null && office.log().slot(claim.slot()).isHeldBy(claim.claimId())) {
                lease = Lease.begun(askedAt, claim.lease());
            }
        });
        renewLater();
    }
}
