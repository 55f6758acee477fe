package dev.tocsin.delivery;

import dev.tocsin.timing.Loop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends for a slot under one right, and sends again, until it is delivered or the right is gone. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration LOOK_AT_LEASE_EVERY = Duration.ofMillis(250);

    private final SlotFlush flush;
    private final Office office;
    private final Right right;
    private Loop.Alarm watch = () -> {};
    private boolean abandoned;

    Delivery(SlotFlush flush, Office office, Right right) {
        this.flush = flush;
        this.office = office;
        this.right = right;
    }

    /** Sends, if there is news by now; what was silenced or sent meanwhile is honoured. */
    void sendWhatIsNew() {
        var news = flush.errand().ask();
        if (!right.isFresh()) {
            right.release("slept on");
            flush.lapsed();
        } else if (!news.isDue()) {
            right.release("no news as of the claim");
            flush.end(Outcome.UP_TO_DATE);
        } else if (flush.isTooLate()) {
            right.release("deadline");
            flush.end(Outcome.FAILED);
        } else {
            send(news);
        }
    }

    private void send(News news) {
        var attempt = flush.errand().deliver(news);
        watchLease();
        office.loop().whenDone(attempt, (result, error) -> {
            if (!abandoned) {
                watch.cancel();
                settle(news, result);
            }
        });
    }

    private void settle(News news, Attempt result) {
        if (result instanceof Attempt.Failed failed) {
            logFailure(failed);
            failed(failed);
        } else {
            right.used();
            flush.delivered(news, right);
        }
    }

    private void failed(Attempt.Failed failed) {
        var failures = flush.countFailure();
        if (!failed.retryable()) {
            right.release("refused");
            flush.end(Outcome.FAILED);
        } else if (failures % office.rules().attempts() == 0) {
            right.release("delivery failed");
            flush.askAgainAfterFailure();
        } else {
            office.loop().after(flush.errand().pauseAfter(failures), this::sendWhatIsNew);
        }
    }

    /** A request that outlives the lease is given up: somebody else may be sending by now. */
    private void watchLease() {
        watch = office.loop().after(LOOK_AT_LEASE_EVERY, () -> {
            if (right.isValid()) {
                watchLease();
            } else {
                abandoned = true;
                right.used();
                flush.lapsed();
            }
        });
    }

    private void logFailure(Attempt.Failed failed) {
        LOG.atWarn()
                .addKeyValue("slot", flush.errand().slot())
                .addKeyValue("retryable", failed.retryable())
                .addKeyValue("reason", failed.detail())
                .log("A notification could not be delivered");
    }
}
