package dev.tocsin.notification.log;

import dev.tocsin.limits.Limit;
import java.time.Instant;

/**
 * The refusal of a notification by its receiver: the other instances need not try the same. Times are log time.
 *
 * @param nextFlushAt flushes before this time send nothing; {@link Instant#EPOCH} if this flush may be tried again
 * @param retryAt no instance sends before this time, because the receiver named it
 */
public record Refusal(Instant nextFlushAt, Instant retryAt) {
    public static final Refusal NONE = new Refusal(Instant.EPOCH, Instant.EPOCH);

    /**
     * The refusal as all instances believe it: it ends at the latest with the longest wait after the time of its record, so
     * that the slot can be deleted one day.
     */
    Refusal believedAt(Instant appendedAt) {
        var latest = appendedAt.plus(Limit.REFUSAL_AHEAD.duration());
        return new Refusal(min(nextFlushAt, latest), min(retryAt, latest));
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Whether the refusal can have no effect any more. */
    public boolean isOverAt(Instant logTime) {
        return nextFlushAt.isBefore(logTime) && retryAt.isBefore(logTime);
    }
}
