package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The claims of one flush that could not be written in a row, and the delay before the next one. */
final class UnwrittenClaims {
    private static final Logger LOG = LoggerFactory.getLogger(UnwrittenClaims.class);
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    private static final int MAX_RETRY_FACTOR = 8;

    private int count;

    void written() {
        count = 0;
    }

    /** Logs the failure, and returns the delay before the next claim. */
    Duration failed(Slot slot, Throwable error) {
        count++;
        // The first failure, and then at growing intervals.
        if (Integer.bitCount(count) == 1) {
            LOG.atWarn()
                    .addKeyValue("slot", slot)
                    .addKeyValue("attempt", count)
                    .addKeyValue("reason", Causes.message(error))
                    .log("A claim could not be written to the cluster log. Trying again");
        }
        return RETRY_DELAY.multipliedBy(Math.min(count, MAX_RETRY_FACTOR));
    }
}
