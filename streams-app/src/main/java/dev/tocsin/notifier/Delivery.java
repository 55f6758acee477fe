package dev.tocsin.notifier;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends for a slot under one right, and sends again, until it is delivered or the right is gone. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration LEASE_CHECK_INTERVAL = Duration.ofMillis(250);

    private final SlotFlush flush;
    private final NotifierContext context;
    private final SendPermit permit;
    private final DeliveryAttempts attempts;
    private Loop.Alarm leaseCheck = () -> {};
    private Runnable retryNow = () -> {};
    private boolean abandoned;

    Delivery(SlotFlush flush, NotifierContext office, SendPermit right) {
        this.flush = flush;
        this.context = office;
        this.permit = right;
        this.attempts = new DeliveryAttempts(office.loop(), flush.notification().groupLabels());
    }

    /** Does not wait for another attempt; the one that is under way goes on. */
    void finish() {
        retryNow.run();
    }

    /** Sends, if there is news by now; what was silenced or sent meanwhile is honoured. */
    void sendIfDue() {
        retryNow = () -> {};
        try {
            send(flush.notification().decide(), permit.isFresh());
        } catch (RuntimeException e) {
            // A claim that nobody ends would be renewed, and keep the others from the slot, for ever.
            LOG.atError()
                    .addKeyValue("slot", flush.notification().slot())
                    .setCause(e)
                    .log("What is new could not be found out; the next flush tries again");
            permit.release("failed", attempts.failure());
            flush.end(FlushResult.FAILED);
        }
    }

    private void send(PendingUpdate news, boolean isFresh) {
        if (!isFresh) {
            permit.release("slept on", attempts.failure());
            flush.claimLapsed();
        } else if (!news.isDue()) {
            permit.release("no news as of the claim", attempts.failure());
            flush.end(news.resultIfNotDue());
        } else if (flush.isPastDeadline()) {
            permit.release("deadline", attempts.failure());
            flush.endAfterDeadline();
        } else {
            send(news);
        }
    }

    private void send(PendingUpdate news) {
        attempts.started();
        var attempt = deliver(news);
        watchLease(attempt);
        context.loop().whenDone(attempt, (outcome, error) -> {
            if (!abandoned) {
                leaseCheck.cancel();
                handleOutcome(news, error == null ? outcome : failedOutcome(error));
            }
        });
    }

    // A claim that nobody ends would be renewed, and keep the others from the slot, for ever.
    private CompletableFuture<DeliveryResult> deliver(PendingUpdate news) {
        try {
            var attempt = flush.notification().deliver(news);
            context.receiverHealth().observe(flush.notification().slot(), attempt);
            return attempt;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("slot", flush.notification().slot())
                    .setCause(e)
                    .log("A notification could not be made");
            return CompletableFuture.completedFuture(failedOutcome(e));
        }
    }

    private static DeliveryResult failedOutcome(Throwable error) {
        return DeliveryResult.noResponse(Causes.message(error));
    }

    private void handleOutcome(PendingUpdate news, DeliveryResult outcome) {
        if (outcome instanceof DeliveryResult.Permanent permanent) {
            logFailure(permanent.error(), false);
            attempts.failed(news, permanent.error());
            permit.release("refused", attempts.failure());
            flush.failPermanently(permanent.cause());
        } else if (outcome instanceof DeliveryResult.Retryable retryable) {
            logFailure(retryable.error(), true);
            attempts.failed(news, retryable.error());
            retryOrRelease(retryable.cause());
        } else if (outcome instanceof DeliveryResult.Delivered delivered) {
            permit.complete();
            flush.delivered(news, delivered, permit, attempts.stats());
        }
    }

    private void retryOrRelease(DeliveryResult.Cause why) {
        var failures = flush.countFailure(why);
        if (failures % context.claimSettings().maxAttempts() == 0 || exceedsHalfLease() || flush.isPastDeadline()) {
            permit.release("delivery failed", attempts.failure());
            flush.retryAfterBackoff();
        } else {
            var retry = context.loop().after(flush.notification().backoff(failures), this::sendIfDue);
            retryNow = () -> {
                retry.cancel();
                sendIfDue();
            };
        }
    }

    // A receiver that takes long to say nothing may answer others at once.
    private boolean exceedsHalfLease() {
        return attempts.elapsed().compareTo(context.claimSettings().lease().dividedBy(2)) >= 0;
    }

    /** A request that outlives the lease is given up: somebody else may be sending by now. */
    private void watchLease(CompletableFuture<DeliveryResult> attempt) {
        leaseCheck = context.loop().after(LEASE_CHECK_INTERVAL, () -> {
            if (permit.isValid()) {
                watchLease(attempt);
            } else {
                abandoned = true;
                attempt.cancel(true);
                permit.complete();
                flush.claimLapsed();
            }
        });
    }

    private void logFailure(String error, boolean retryable) {
        LOG.atWarn()
                .addKeyValue("slot", flush.notification().slot())
                .addKeyValue("retryable", retryable)
                .addKeyValue("reason", error)
                .log("A notification could not be delivered");
    }
}
