package dev.tocsin.notifier;

import java.time.Duration;

/**
 * How long a claim that was won may still be acted upon, by this instance's own clock that never jumps. It counts
 * from before the append, so it ends here no later than it ends for anybody else.
 */
record Lease(Duration validUntil) {
    static Lease from(Duration askedAt, Duration length) {
        return new Lease(askedAt.plus(length));
    }

    boolean isValidAt(Duration monotonic) {
        return monotonic.compareTo(validUntil) < 0;
    }
}
