package dev.tocsin.notifier;

import dev.tocsin.kafka.OversizedRecordException;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.Refusal;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Permission to send: a claim that this instance holds, or isolation. */
sealed interface SendPermit {
    /** Whether a request may be in progress now. */
    boolean isValid();

    /** Whether at least half of the lease is left, so that a request may begin. */
    boolean hasHalfLeaseLeft();

    /** The id of the claim; empty in isolation. */
    String claimId();

    /** Stops renewing, because the nflog entry frees the slot or the claim has expired. */
    void end();

    /**
     * Stops renewing and appends a release, so that other instances can claim at once.
     *
     * @param failure the failed attempts; empty if nothing was sent
     * @param refusal the receiver's answer, if it concerns all instances
     */
    void release(String reason, Optional<DeliveryFailure> failure, Refusal refusal);

    /** Permission to send without a claim while the log cannot be reached. It never expires. */
    record Isolated() implements SendPermit {
        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public boolean hasHalfLeaseLeft() {
            return true;
        }

        @Override
        public String claimId() {
            return "";
        }

        @Override
        public void end() {}

        @Override
        public void release(String reason, Optional<DeliveryFailure> failure, Refusal refusal) {}
    }

    /**
     * A won claim, renewed until it ends. Its lease is measured by this instance's monotonic clock and counts from
     * before the append. So it ends here no later than the other instances see it end.
     */
    final class HeldClaim implements SendPermit {
        private static final Logger LOG = LoggerFactory.getLogger(HeldClaim.class);

        private final NotifierContext context;
        private final Claim claim;
        private Duration validUntil;
        private Loop.Alarm renewal;
        private boolean ended;

        /** @param appendStartedAt the monotonic time before the claim was appended */
        HeldClaim(NotifierContext context, Claim claim, Duration appendStartedAt) {
            this.context = context;
            this.claim = claim;
            this.validUntil = appendStartedAt.plus(claim.lease());
            scheduleRenewal();
        }

        @Override
        public boolean isValid() {
            return isValidAt(context.loop().monotonic());
        }

        @Override
        public boolean hasHalfLeaseLeft() {
            return isValidAt(context.loop().monotonic().plus(claim.lease().dividedBy(2)));
        }

        private boolean isValidAt(Duration monotonic) {
            return !ended && monotonic.compareTo(validUntil) < 0;
        }

        @Override
        public String claimId() {
            return claim.claimId();
        }

        @Override
        public void end() {
            ended = true;
            renewal.cancel();
        }

        @Override
        public void release(String reason, Optional<DeliveryFailure> failure, Refusal refusal) {
            end();
            context.telemetry().claimReleased(reason);
            append(
                    context,
                    new ClaimReleased(claim.slot(), claim.claimId(), context.instance(), reason, failure, refusal));
        }

        /** Appends the release of a claim that is not used, whether it was won or not. */
        static void releaseUnused(NotifierContext context, Claim claim) {
            append(context, new ClaimReleased(claim.slot(), claim.claimId(), context.instance(), "not used"));
        }

        static void append(NotifierContext context, ClaimReleased released) {
            context.loop().whenDone(context.log().append(released), (done, error) -> {
                if (error instanceof OversizedRecordException
                        && released.failure().isPresent()) {
                    append(
                            context,
                            new ClaimReleased(
                                    released.slot(), released.claimId(), released.instance(), released.reason()));
                } else if (error != null) {
                    LOG.atWarn()
                            .addKeyValue("slot", released.slot())
                            .addKeyValue("reason", Causes.message(error))
                            .log(
                                    "The release of a claim could not be written; the claim expires at the end of its lease");
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
            var appendStartedAt = context.loop().monotonic();
            context.loop().whenDone(context.log().append(claim), (done, error) -> {
                if (!ended && error == null && context.log().slot(claim.slot()).isHeldBy(claim.claimId())) {
                    validUntil = appendStartedAt.plus(claim.lease());
                }
            });
            scheduleRenewal();
        }
    }
}
