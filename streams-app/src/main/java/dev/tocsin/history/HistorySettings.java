package dev.tocsin.history;

import java.time.Duration;

/**
 * Bounds of the history.
 *
 * @param retention age after which events are deleted
 * @param maxRows number of deliveries, and of transitions, beyond which the oldest are deleted; 0 keeps no history
 */
public record HistorySettings(Duration retention, int maxRows) {
    public static final HistorySettings DEFAULTS = new HistorySettings(Duration.ofDays(7), 100_000);

    /** Keeps no history, as commands that read topics once. */
    public static final HistorySettings NONE = new HistorySettings(Duration.ZERO, 0);
}
