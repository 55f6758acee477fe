package dev.tocsin.replay;

import java.time.Instant;

/** The samples of a stretch are not there. The message is for operators. */
public final class StretchMissingException extends RuntimeException {
    private StretchMissingException(String message) {
        super(message);
    }

    /** @param oldest of all records; the end of time if there is none */
    static StretchMissingException of(Stretch stretch, Instant oldest, Instant newestTick) {
        var wanted = "no tick between %s and %s is marked in all partitions of the samples topic"
                .formatted(stretch.from(), stretch.to());
        if (oldest.equals(Instant.MAX)) {
            return new StretchMissingException(wanted + ": it has no record of that time or later");
        }
        var ticks = newestTick.equals(Instant.MIN) ? "no tick is marked" : "the newest tick is " + newestTick;
        return new StretchMissingException(
                "%s: the oldest record there is of %s, and %s. Choose --from and --to between them"
                        .formatted(wanted, oldest, ticks));
    }
}
