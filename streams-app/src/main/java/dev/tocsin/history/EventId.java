package dev.tocsin.history;

import dev.tocsin.labels.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The id of an event: its time and a hash of its content. Ids sort by time.
 *
 * @param millis time of the event, in milliseconds since the epoch
 * @param hash FNV-1a of what the event is about
 */
public record EventId(long millis, long hash) implements Comparable<EventId> {
    /** Number of characters of {@link #toString}. */
    public static final int LENGTH = 28;

    private static final int TIME_LENGTH = 12;
    private static final long MAX_MILLIS = (1L << (4 * TIME_LENGTH)) - 1;

    /** The id of an event of this content. */
    static EventId of(Instant at, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        return new EventId(millis(at), Fingerprint.add(Fingerprint.EMPTY_HASH, bytes, 0, bytes.length));
    }

    /** The smallest id of a time. */
    public static EventId first(Instant at) {
        return new EventId(millis(at), 0);
    }

    /** Reads the text of an id; empty if it is none. */
    public static Optional<EventId> parse(String text) {
        if (text.length() != LENGTH || !text.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
            return Optional.empty();
        }
        return Optional.of(new EventId(
                Long.parseUnsignedLong(text.substring(0, TIME_LENGTH), 16),
                Long.parseUnsignedLong(text.substring(TIME_LENGTH), 16)));
    }

    // Times come from records of any writer.
    private static long millis(Instant at) {
        if (at.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return at.isAfter(Instant.ofEpochMilli(MAX_MILLIS)) ? MAX_MILLIS : at.toEpochMilli();
    }

    public Instant at() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public int compareTo(EventId other) {
        var byTime = Long.compare(millis, other.millis);
        return byTime != 0 ? byTime : Long.compareUnsigned(hash, other.hash);
    }

    /** 12 hexadecimal digits of the time, and 16 of the hash. */
    @Override
    public String toString() {
        return "%012x%016x".formatted(millis, hash);
    }
}
