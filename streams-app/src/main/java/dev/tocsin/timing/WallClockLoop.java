package dev.tocsin.timing;

import java.time.Instant;

/** A {@link Loop} that also reads the wall clock of its process. */
public interface WallClockLoop extends Loop {
    /** The time by the wall clock, which may jump and may differ between instances. */
    Instant now();
}
