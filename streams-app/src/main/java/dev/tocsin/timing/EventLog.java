package dev.tocsin.timing;

import dev.tocsin.limits.Limit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs events of normal work, at most {@link Limit#LOGGED_EVENTS} a minute, because input from outside can cause any
 * number of them. Further events of the minute are counted. Thread-safe.
 */
public final class EventLog {
    private final Logger log;
    private final RateLimiter limiter;
    private long unlogged;

    /** @param nanos a monotonic clock, in nanoseconds */
    public EventLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.limiter = new RateLimiter(Limit.LOGGED_EVENTS.intValue(), nanos);
    }

    /**
     * Logs an event, or counts it if too many were logged.
     *
     * @param message fixed text
     * @param details adds the key-value pairs
     */
    public synchronized void info(String message, UnaryOperator<LoggingEventBuilder> details) {
        if (!limiter.tryAcquire()) {
            unlogged++;
            return;
        }
        if (unlogged > 0) {
            log.atInfo().addKeyValue("events", unlogged).log("Events that were not logged one by one");
            unlogged = 0;
        }
        details.apply(log.atInfo()).log(message);
    }
}
