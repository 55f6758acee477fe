package dev.tocsin.notification.routing;

import java.time.Instant;

/**
 * An aggregation group as it is now.
 *
 * @param group its alerts, as if it were flushed now
 * @param nextFlush the time of its next flush; that of the flush after it while a flush is in progress
 */
public record ScheduledGroup(Flush group, Instant nextFlush) {}
