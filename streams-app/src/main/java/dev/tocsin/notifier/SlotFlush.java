package dev.tocsin.notifier;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one slot up to date: asks, claims, asks again as of the claim, sends, and logs what was sent. Many instances
 * do this for the same slot at the same time; the order of the log lets one of them send. Runs on the office's loop.
 */
final class SlotFlush {
    private static final Logger LOG = LoggerFactory.getLogger(SlotFlush.class);
    private static final Duration LAPSE_MARGIN = Duration.ofMillis(50);
    /** Who lost to a claim that seemed to have lapsed would otherwise claim again and again. */
    private static final Duration LOST_CLAIM_DELAY = Duration.ofMillis(250);

    private static final Duration LOG_RETRY_DELAY = Duration.ofMillis(500);

    private final NotifierContext context;
    private final SlotNotification notification;
    private final Duration deadline;
    private final CompletableFuture<FlushResult> result = new CompletableFuture<>();
    private Runnable onFinish = this::fail;
    private boolean finishing;
    private boolean headStartGiven;
    private int failures;
    private DeliveryResult.Cause cause = DeliveryResult.Cause.OTHER;

    /** @param deadline by the loop's monotonic clock; nothing is begun after it */
    SlotFlush(NotifierContext office, SlotNotification errand, Duration deadline) {
        this.context = office;
        this.notification = errand;
        this.deadline = deadline;
    }

    CompletableFuture<FlushResult> start() {
        decide();
        return result;
    }

    /** Begins nothing more: what is being sent is waited for, and all else left to the others. */
    CompletableFuture<FlushResult> finish() {
        finishing = true;
        onFinish.run();
        return result;
    }

    SlotNotification notification() {
        return notification;
    }

    boolean isPastDeadline() {
        return finishing || now().compareTo(deadline) >= 0;
    }

    int countFailure(DeliveryResult.Cause why) {
        cause = why;
        return ++failures;
    }

    /** The receiver does not take it, and nobody tries again before the next flush. */
    void failPermanently(DeliveryResult.Cause why) {
        context.telemetry().notificationFailed(notification.slot().integration(), why.text());
        end(FlushResult.FAILED);
    }

    /** The time of this flush is over; who leaves while it is tried has not failed, for the others go on. */
    void endAfterDeadline() {
        if (failures > 0 && !finishing) {
            failPermanently(cause);
        } else {
            end(FlushResult.FAILED);
        }
    }

    void end(FlushResult how) {
        result.complete(how);
    }

    void delivered(PendingUpdate news, DeliveryResult.Delivered outcome, SendPermit right, DeliveryStats account) {
        context.unlogged().log(notification.nflogEntry(news, outcome, right.claimId(), loop().now(), account));
        end(FlushResult.DELIVERED);
    }

    /** The claim has lapsed while it was used: somebody else may hold the slot by now. */
    void claimLapsed() {
        context.telemetry().claimEnded("lapsed");
        decide();
    }

    /** Lets the others try, who may reach the receiver, before this instance does again. */
    void retryAfterBackoff() {
        headStartGiven = false;
        loop().after(notification.backoff(failures), this::decide);
    }

    private void fail() {
        end(FlushResult.FAILED);
    }

    private void decide() {
        onFinish = this::fail;
        try {
            decideNow();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("slot", notification.slot())
                    .setCause(e)
                    .log("A flush failed; the next one tries again");
            fail();
        }
    }

    private void decideNow() {
        var news = notification.decide();
        if (!news.isDue()) {
            end(news.resultIfNotDue());
        } else if (isPastDeadline()) {
            endAfterDeadline();
        } else if (context.isolation().sendsWithoutClaim()) {
            sendWith(SendPermit.ISOLATED);
        } else {
            claimOrWait();
        }
    }

    private void claimOrWait() {
        var logTime = context.log().time();
        var holder = context.log().slot(notification.slot()).holder();
        var unsettled = context.isolation().remainingCatchUp(now());
        if (isPositive(unsettled)) {
            waitForChange(unsettled);
        } else if (holder.isLiveAt(logTime)) {
            waitForChange(Duration.between(logTime, holder.liveUntil()).plus(LAPSE_MARGIN));
        } else {
            claimAfterHeadStart();
        }
    }

    private void claimAfterHeadStart() {
        var courtesy = headStartGiven ? Duration.ZERO : context.headStart(notification.slot());
        if (isPositive(courtesy)) {
            headStartGiven = true;
            waitForChange(courtesy);
        } else {
            claim();
        }
    }

    /** Asks again as soon as something happens to the slot, or after a while. */
    private void waitForChange(Duration longest) {
        new SlotWait(context, notification.slot(), longest, this::decide).start();
    }

    private void claim() {
        var id = context.newClaimId();
        var claim = new Claim(
                notification.slot(),
                id,
                context.instance(),
                context.claimSettings().claimLifetime());
        var askedAt = now();
        // What comes of the claim is seen soon, and then it is given back.
        onFinish = () -> {};
        loop().whenDone(context.log().append(claim), (done, error) -> {
            if (error != null) {
                claimNotWritten(claim, error);
            } else if (context.log().slot(notification.slot()).isHeldBy(id)) {
                context.telemetry().claimEnded("won");
                sendWhenCaughtUp(new ClaimPermit(context, claim, askedAt));
            } else {
                context.telemetry().claimEnded("lost");
                waitForChange(LOST_CLAIM_DELAY);
            }
        });
    }

    // A claim that was on its way while the log was away may be the first thing that is written when it is back.
    private void sendWhenCaughtUp(ClaimPermit claim) {
        var unsettled = context.isolation().remainingCatchUp(now());
        if (isPositive(unsettled) && claim.isFresh()) {
            loop().after(unsettled, () -> sendWhenCaughtUp(claim));
        } else {
            sendWith(claim);
        }
    }

    private void sendWith(SendPermit right) {
        var delivery = new Delivery(this, context, right);
        onFinish = delivery::finish;
        delivery.sendIfDue();
    }

    private void claimNotWritten(Claim claim, Throwable error) {
        context.telemetry().claimEnded("unwritten");
        LOG.atWarn()
                .addKeyValue("slot", claim.slot())
                .addKeyValue("reason", Causes.message(error))
                .log("A claim could not be written to the cluster log");
        // It may be in the log all the same, and would then hold the slot until it lapses.
        ClaimPermit.appendRelease(context, claim, "not used");
        waitForChange(LOG_RETRY_DELAY);
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
