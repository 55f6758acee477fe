package dev.tocsin.notification.log;

import java.time.Instant;

/**
 * The refusal of a notification by its receiver: the other instances need not try the same. Times are log time.
 *
 * @param nextFlushAt flushes before this time send nothing; {@link Instant#EPOCH} if this flush may be tried again
 * @param retryAt no instance sends before this time, because the receiver named it
 */
public record Refusal(Instant nextFlushAt, Instant retryAt) {
    public static final Refusal NONE = new Refusal(Instant.EPOCH, Instant.EPOCH);

    /** Whether the refusal can have no effect any more. */
    public boolean isOverAt(Instant logTime) {
        return nextFlushAt.isBefore(logTime) && retryAt.isBefore(logTime);
    }
}
