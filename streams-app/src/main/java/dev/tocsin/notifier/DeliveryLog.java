package dev.tocsin.notifier;

import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failed deliveries: the first of an integration, then a count at growing intervals, and the recovery. A dead
 * receiver of many groups would otherwise fill the log. Used on one loop only.
 */
final class DeliveryLog {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);
    private static final Duration FIRST_INTERVAL = Duration.ofMinutes(1);
    private static final int GROWTH = 2;

    private final Loop loop;
    private final Map<String, Failures> failing = new HashMap<>();

    /** The failures of an integration. */
    private static final class Failures {
        private Duration interval = FIRST_INTERVAL;
        private Duration nextLineAt = Duration.ZERO;
        private long unlogged;
        /** Whether the last line says that the integration fails. */
        private boolean told;
    }

    DeliveryLog(Loop loop) {
        this.loop = loop;
    }

    /**
     * @param attempt number of the attempt, from 1
     * @param nextTry when the delivery is tried again, in words
     */
    void failed(Slot slot, int attempt, String nextTry, String error) {
        var now = loop.monotonic();
        var failures = failing.get(integration(slot));
        if (failures == null || !failures.told && isQuietAt(failures, now)) {
            failures = new Failures();
            failing.put(integration(slot), failures);
        }
        failures.unlogged++;
        if (now.compareTo(failures.nextLineAt) >= 0) {
            failures.told = true;
            LOG.atWarn()
                    .addKeyValue("slot", slot)
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("next_try", nextTry)
                    .addKeyValue("failures", failures.unlogged)
                    .addKeyValue("next_log", failures.interval.toSeconds() + "s")
                    .addKeyValue("reason", error)
                    .log("A notification could not be delivered");
            failures.unlogged = 0;
            failures.nextLineAt = now.plus(failures.interval);
            failures.interval = longer(failures.interval);
        }
    }

    void delivered(Slot slot) {
        var failures = failing.get(integration(slot));
        if (failures != null && failures.told) {
            failures.told = false;
            LOG.atInfo()
                    .addKeyValue("receiver", slot.receiver())
                    .addKeyValue("integration", slot.integration() + "[" + slot.index() + "]")
                    .addKeyValue("failures", failures.unlogged)
                    .log("Notifications are delivered again");
            failures.unlogged = 0;
        }
    }

    /** Whether an integration that failed again and again has worked for long enough that its next failure counts as the first. */
    private static boolean isQuietAt(Failures failures, Duration now) {
        return now.compareTo(failures.nextLineAt.plus(failures.interval)) >= 0;
    }

    private static Duration longer(Duration interval) {
        var next = interval.multipliedBy(GROWTH);
        var most = Limit.FAILURE_LOG_INTERVAL.duration();
        return next.compareTo(most) > 0 ? most : next;
    }

    private static String integration(Slot slot) {
        return slot.receiver() + "/" + slot.integration() + "/" + slot.index();
    }
}
