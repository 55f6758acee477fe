package dev.tocsin.notifier;

import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends for a slot under one right, and sends again, until it is delivered or the right is gone. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration LOOK_AT_LEASE_EVERY = Duration.ofMillis(250);

    private final SlotFlush flush;
    private final Office office;
    private final Right right;
    private final Effort effort;
    private Loop.Alarm watch = () -> {};
    private Runnable hurry = () -> {};
    private boolean abandoned;

    Delivery(SlotFlush flush, Office office, Right right) {
        this.flush = flush;
        this.office = office;
        this.right = right;
        this.effort = new Effort(office.loop(), flush.errand().groupLabels());
    }

    /** Does not wait for another attempt; the one that is under way goes on. */
    void finish() {
        hurry.run();
    }

    /** Sends, if there is news by now; what was silenced or sent meanwhile is honoured. */
    void sendWhatIsNew() {
        hurry = () -> {};
        try {
            send(flush.errand().ask(), right.isFresh());
        } catch (RuntimeException e) {
            // A claim that nobody ends would be renewed, and keep the others from the slot, for ever.
            LOG.atError()
                    .addKeyValue("slot", flush.errand().slot())
                    .setCause(e)
                    .log("What is new could not be found out; the next flush tries again");
            right.release("failed", effort.failure());
            flush.end(Ending.FAILED);
        }
    }

    private void send(News news, boolean isFresh) {
        if (!isFresh) {
            right.release("slept on", effort.failure());
            flush.lapsed();
        } else if (!news.isDue()) {
            right.release("no news as of the claim", effort.failure());
            flush.end(news.unsaid());
        } else if (flush.isTooLate()) {
            right.release("deadline", effort.failure());
            flush.endTooLate();
        } else {
            send(news);
        }
    }

    private void send(News news) {
        effort.attempt();
        var attempt = attempt(news);
        watchLease(attempt);
        office.loop().whenDone(attempt, (outcome, error) -> {
            if (!abandoned) {
                watch.cancel();
                settle(news, error == null ? outcome : failed(error));
            }
        });
    }

    // A claim that nobody ends would be renewed, and keep the others from the slot, for ever.
    private CompletableFuture<Outcome> attempt(News news) {
        try {
            var attempt = flush.errand().deliver(news);
            office.reach().watch(flush.errand().slot(), attempt);
            return attempt;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("slot", flush.errand().slot())
                    .setCause(e)
                    .log("A notification could not be made");
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private static Outcome failed(Throwable error) {
        return Outcome.ofNoAnswer(Causes.sentence(error));
    }

    private void settle(News news, Outcome outcome) {
        if (outcome instanceof Outcome.Permanent permanent) {
            logFailure(permanent.error(), false);
            effort.failed(news, permanent.error());
            right.release("refused", effort.failure());
            flush.refused(permanent.cause());
        } else if (outcome instanceof Outcome.Retryable retryable) {
            logFailure(retryable.error(), true);
            effort.failed(news, retryable.error());
            tryAgain(retryable.cause());
        } else if (outcome instanceof Outcome.Delivered delivered) {
            right.used();
            flush.delivered(news, delivered, right, effort.account());
        }
    }

    private void tryAgain(Outcome.Cause why) {
        var failures = flush.countFailure(why);
        if (failures % office.rules().attempts() == 0 || keepsOthersWaiting() || flush.isTooLate()) {
            right.release("delivery failed", effort.failure());
            flush.askAgainAfterFailure();
        } else {
            var retry = office.loop().after(flush.errand().pauseAfter(failures), this::sendWhatIsNew);
            hurry = () -> {
                retry.cancel();
                sendWhatIsNew();
            };
        }
    }

    // A receiver that takes long to say nothing may answer others at once.
    private boolean keepsOthersWaiting() {
        return effort.lasted().compareTo(office.rules().lease().dividedBy(2)) >= 0;
    }

    /** A request that outlives the lease is given up: somebody else may be sending by now. */
    private void watchLease(CompletableFuture<Outcome> attempt) {
        watch = office.loop().after(LOOK_AT_LEASE_EVERY, () -> {
            if (right.isValid()) {
                watchLease(attempt);
            } else {
                abandoned = true;
                attempt.cancel(true);
                right.used();
                flush.lapsed();
            }
        });
    }

    private void logFailure(String error, boolean retryable) {
        LOG.atWarn()
                .addKeyValue("slot", flush.errand().slot())
                .addKeyValue("retryable", retryable)
                .addKeyValue("reason", error)
                .log("A notification could not be delivered");
    }
}
