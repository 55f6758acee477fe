package dev.tocsin.sources;

import java.time.Duration;

/**
 * The first record that a source reads of a partition. Later it continues where it was.
 *
 * @param back the age of the first record; only for {@link Kind#BACK}
 */
public record StartPosition(Kind kind, Duration back) {
    public static final StartPosition LATEST = new StartPosition(Kind.LATEST, Duration.ZERO);
    public static final StartPosition EARLIEST = new StartPosition(Kind.EARLIEST, Duration.ZERO);

    /** The kind of a position. */
    public enum Kind {
        LATEST,
        EARLIEST,
        /** The first record that is not older than a duration, by the times of the records. */
        BACK
    }

    public static StartPosition back(Duration age) {
        return new StartPosition(Kind.BACK, age);
    }
}
