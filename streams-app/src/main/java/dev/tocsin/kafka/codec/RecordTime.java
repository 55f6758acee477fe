package dev.tocsin.kafka.codec;

import java.time.Instant;

/** Times in records: years 1 to 9999, as in RFC 3339. Beyond them, sums and differences of times could overflow. */
final class RecordTime {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private RecordTime() {}

    static boolean isValid(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    /** @throws IllegalArgumentException if the time is out of range */
    static Instant require(Instant time) {
        if (!isValid(time)) {
            throw new IllegalArgumentException("time %s is not in the years 1 to 9999".formatted(time));
        }
        return time;
    }
}
