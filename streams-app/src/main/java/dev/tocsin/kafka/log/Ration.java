package dev.tocsin.kafka.log;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many a minute, and no more. */
final class Ration {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final LongSupplier nanos;
    private long began;
    private int granted;
    private long withheld;

    /** @param nanos a clock that never jumps, in nanoseconds */
    Ration(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /** Takes one, if this minute has any left. */
    boolean grants() {
        var now = nanos.getAsLong();
        if (granted == 0 || now - began >= MINUTE) {
            began = now;
            granted = 0;
            withheld = 0;
        }
        if (granted == most) {
            withheld++;
            return false;
        }
        granted++;
        return true;
    }

    /** How many there were none for since the last was granted. */
    long withheld() {
        return withheld;
    }
}
