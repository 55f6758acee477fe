package dev.tocsin.notifier;

import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A flush of one slot: the claim protocol, as one state machine. Its steps, in order:
 *
 * <ol>
 *   <li>{@link #decide} asks whether a notification is due. If not, the flush is done.
 *   <li>{@link #claimOrWait} waits during an outage of the log, and while another instance holds the slot or is
 *       preferred.
 *   <li>{@link #claim} appends a claim. The first live claim in the log wins.
 *   <li>{@link #sendIfDue} asks again, as of the claim: an entry or silence that was logged before the claim is applied.
 *   <li>{@link #send} sends. The claim is renewed meanwhile; the request is cancelled if the lease ends first.
 *   <li>{@link #delivered} appends the nflog entry, which frees the slot.
 * </ol>
 *
 * <p>Every instance flushes the same slot at about the same time; the order of the log lets one of them send. Runs on
 * the notifier's loop.
 */
final class SlotFlush {
    private static final Logger LOG = LoggerFactory.getLogger(SlotFlush.class);
    private static final Duration EXPIRY_MARGIN = Duration.ofMillis(50);
    /** Prevents a busy loop: an instance that lost to an apparently expired claim waits before it claims again. */
    private static final Duration LOST_CLAIM_DELAY = Duration.ofMillis(250);

    private final NotifierContext context;
    private final SlotNotification notification;
    private final Duration deadline;
    private final CompletableFuture<FlushState.Done> result = new CompletableFuture<>();
    private FlushState state = new FlushState.Deciding();
    private boolean finishing;
    private final HeadStart headStart;
    private NflogEntry decidedBy;
    private int failures;
    private final UnwrittenClaims unwrittenClaims = new UnwrittenClaims();
    private DeliveryResult.Cause cause = DeliveryResult.Cause.OTHER;

    SlotFlush(NotifierContext context, SlotNotification notification) {
        this.context = context;
        this.notification = notification;
        this.headStart = new HeadStart(context, notification.slot());
        this.deadline = context.loop().monotonic().plus(notification.timeout());
    }

    CompletableFuture<FlushState.Done> start() {
        decide();
        return result;
    }

    /** Begins no other request: waits for the request in progress, and leaves the rest to other instances. */
    CompletableFuture<FlushState.Done> finish() {
        finishing = true;
        if (state instanceof FlushState.Waiting) {
            end(FlushState.Done.FAILED);
        } else if (state instanceof FlushState.Sending sending && sending.isBackingOff()) {
            sendIfDue(sending);
        }
        return result;
    }

    private void decide() {
        enter(new FlushState.Deciding());
        try {
            var update = notification.decide();
            decidedBy = context.log().slot(notification.slot()).nflogEntry();
            if (!update.isDue()) {
                end(update.resultIfNotDue());
            } else if (isPastDeadline()) {
                endAfterDeadline();
            } else if (context.isolation().sendsWithoutClaim()) {
                startSending(new SendPermit.Isolated());
            } else {
                claimOrWait();
            }
        } catch (RuntimeException e) {
            failUnexpectedly(e);
        }
    }

    private void claimOrWait() {
        var logTime = context.logTime();
        var slot = context.log().slot(notification.slot());
        var holder = slot.holder();
        var retryWait = Duration.between(logTime, slot.refusal().retryAt());
        // Positive during the whole outage: with isolation.policy 'hold' nothing is sent until it ends.
        var outageWait = context.isolation().remainingOutageWait(now());
        if (isPositive(outageWait)) {
            waitForChange(outageWait);
        } else if (holder.isLiveAt(logTime)) {
            context.heldSlots().waits(notification.slot(), now());
            waitForChange(Duration.between(logTime, holder.liveUntil()).plus(EXPIRY_MARGIN));
        } else if (isPositive(retryWait) && retryWait.compareTo(Limit.RETRY_AFTER.duration()) <= 0) {
            waitForChange(retryWait);
        } else {
            claimAfterHeadStart();
        }
    }

    private void claimAfterHeadStart() {
        var wait = headStart.next();
        if (isPositive(wait)) {
            waitForChange(wait);
        } else {
            claim();
        }
    }

    /** Decides again at the next change of the slot, or after the timeout. */
    private void waitForChange(Duration timeout) {
        enter(new FlushState.Waiting(context.waiters().await(notification.slot(), timeout, this::wakeUp)));
    }

    // Another instance's claim does not change what is due, so there is nothing to decide before the claim ends.
    private void wakeUp() {
        var slot = context.log().slot(notification.slot());
        if (slot.isOnlyClaimedSince(decidedBy, context.logTime())
                && !isPastDeadline()
                && !context.isolation().sendsWithoutClaim()) {
            claimOrWait();
        } else {
            decide();
        }
    }

    private void claim() {
        context.heldSlots().waitsNoMore(notification.slot());
        enter(new FlushState.Claiming());
        var claim = new Claim(
                notification.slot(),
                context.newClaimId(),
                context.instance(),
                context.claimSettings().claimLifetime());
        var appendStartedAt = now();
        context.appendClaim(claim, error -> {
            if (error != null) {
                claimNotWritten(claim, error);
                return;
            }
            unwrittenClaims.written();
            if (context.log().slot(claim.slot()).isHeldBy(claim.claimId())) {
                context.telemetry().claimEnded("won");
                sendAfterOutage(new SendPermit.HeldClaim(context, claim, appendStartedAt));
            } else {
                context.telemetry().claimEnded("lost");
                waitForChange(LOST_CLAIM_DELAY);
            }
        });
    }

    private void claimNotWritten(Claim claim, Throwable error) {
        context.telemetry().claimEnded("unwritten");
        var delay = unwrittenClaims.failed(claim.slot(), error);
        // The claim may be in the log all the same, and would then hold the slot until it expires.
        SendPermit.HeldClaim.releaseUnused(context, claim);
        waitForChange(delay);
    }

    // A claim that was in a producer's buffer during an outage may be the first record in the log after it. Then it
    // wins before the entries of sent notifications are logged (decision 12).
    private void sendAfterOutage(SendPermit claim) {
        var outageWait = context.isolation().remainingOutageWait(now());
        if (isPositive(outageWait) && claim.hasHalfLeaseLeft()) {
            loop().after(outageWait, () -> sendAfterOutage(claim));
        } else {
            startSending(claim);
        }
    }

    private void startSending(SendPermit permit) {
        var sending = new FlushState.Sending(context, notification, permit);
        enter(sending);
        sendIfDue(sending);
    }

    private void sendIfDue(FlushState.Sending sending) {
        try {
            var update = notification.decide();
            if (!sending.permit().hasHalfLeaseLeft()) {
                sending.release("slept on");
                claimExpired();
            } else if (!update.isDue()) {
                sending.release("no news as of the claim");
                end(update.resultIfNotDue());
            } else if (isPastDeadline()) {
                sending.release("deadline");
                endAfterDeadline();
            } else {
                send(sending, update);
            }
        } catch (RuntimeException e) {
            // A claim that is never released would be renewed forever and block the other instances.
            sending.release("failed");
            failUnexpectedly(e);
        }
    }

    private void send(FlushState.Sending sending, PendingUpdate update) {
        sending.attempt(update, outcome -> handleOutcome(sending, update, outcome), this::claimExpired);
    }

    private void handleOutcome(FlushState.Sending sending, PendingUpdate update, DeliveryResult outcome) {
        if (outcome instanceof DeliveryResult.Permanent permanent) {
            sending.attemptFailed(update, permanent.error());
            sending.logFailure(failures + 1, "at the next flush");
            sending.release("refused", sending.refusal(permanent));
            failPermanently(permanent.cause());
        } else if (outcome instanceof DeliveryResult.Retryable retryable) {
            sending.attemptFailed(update, retryable.error());
            retryOrRelease(sending, retryable);
        } else if (outcome instanceof DeliveryResult.Delivered delivered) {
            delivered(sending, update, delivered);
        }
    }

    private void delivered(FlushState.Sending sending, PendingUpdate update, DeliveryResult.Delivered outcome) {
        sending.delivered(update, outcome);
        end(FlushState.Done.DELIVERED);
    }

    private void retryOrRelease(FlushState.Sending sending, DeliveryResult.Retryable retryable) {
        cause = retryable.cause();
        failures++;
        var asked = isPositive(retryable.retryAfter());
        var backoff = asked ? retryable.retryAfter() : notification.backoff(failures);
        sending.logFailure(failures, "in %.1fs".formatted(backoff.toMillis() / 1000.0));
        var isLast = failures % context.claimSettings().maxAttempts() == 0;
        if (isLast || asked || sending.exceedsHalfLease() || isPastDeadline()) {
            sending.release("delivery failed", sending.refusal(retryable));
            // Other instances may reach the receiver, so they get the head start.
            headStart.restart();
            enter(new FlushState.Waiting(loop().after(backoff, this::decide)));
        } else {
            sending.retryAfter(backoff, () -> sendIfDue(sending));
        }
    }

    /** The lease has ended before the claim was used: another instance may hold the slot by now. */
    private void claimExpired() {
        context.telemetry().claimEnded("lapsed");
        decide();
    }

    private boolean isPastDeadline() {
        return finishing || now().compareTo(deadline) >= 0;
    }

    /** A shutdown does not count as a failed notification. */
    private void endAfterDeadline() {
        if (failures > 0 && !finishing) {
            failPermanently(cause);
        } else {
            end(FlushState.Done.FAILED);
        }
    }

    /** Counts a failed notification. No instance tries again before the next flush. */
    private void failPermanently(DeliveryResult.Cause why) {
        context.telemetry().notificationFailed(notification.slot().integration(), why.text());
        end(FlushState.Done.FAILED);
    }

    private void failUnexpectedly(RuntimeException error) {
        LOG.error("Unexpected error in a flush of {}; the next flush tries again", notification.slot(), error);
        end(FlushState.Done.FAILED);
    }

    private void end(FlushState.Done outcome) {
        if (outcome.isComplete()) {
            context.heldSlots().waitsNoMore(notification.slot());
        }
        enter(outcome);
        result.complete(outcome);
    }

    private void enter(FlushState next) {
        state.exit();
        state = next;
    }

    private static boolean isPositive(Duration wait) {
        return wait.compareTo(Duration.ZERO) > 0;
    }

    private Duration now() {
        return loop().monotonic();
    }

    private Loop loop() {
        return context.loop();
    }
}
