package dev.tocsin.timing;

import dev.tocsin.limits.Limit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs events, most of them of normal work. Input from outside can cause any number of them, so at most {@link Limit#LOGGED_EVENTS} of
 * each kind are logged a minute. The others are counted, and the next event of the kind that is logged has their number.
 * Thread-safe.
 */
public final class EventLog {
    private final Logger log;
    private final LongSupplier nanos;
    private final Map<String, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private final RateLimiter limiter;
        private long unlogged;

        private Kind(LongSupplier nanos) {
            limiter = new RateLimiter(Limit.LOGGED_EVENTS.intValue(), nanos);
        }
    }

    /** @param nanos a monotonic clock, in nanoseconds */
    public EventLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /**
     * Logs an event, or counts it if too many of its kind were logged.
     *
     * @param message the kind of the event, a constant
     * @param details adds the key-value pairs
     */
    public void info(String message, UnaryOperator<LoggingEventBuilder> details) {
        log(message, log::atInfo, details);
    }

    /** Logs an event that is not normal, or counts it, as {@link #info}. */
    public void warn(String message, UnaryOperator<LoggingEventBuilder> details) {
        log(message, log::atWarn, details);
    }

    private synchronized void log(
            String message, Supplier<LoggingEventBuilder> level, UnaryOperator<LoggingEventBuilder> details) {
        var kind = kinds.computeIfAbsent(message, key -> new Kind(nanos));
        if (!kind.limiter.tryAcquire()) {
            kind.unlogged++;
            return;
        }
        var event = details.apply(level.get());
        if (kind.unlogged > 0) {
            event = event.addKeyValue("unloggedBefore", kind.unlogged);
            kind.unlogged = 0;
        }
        event.log(message);
    }
}
