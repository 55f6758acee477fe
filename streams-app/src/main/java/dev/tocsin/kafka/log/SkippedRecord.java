package dev.tocsin.kafka.log;

import dev.tocsin.limits.Limit;
import java.time.Instant;

/**
 * A record that cannot be decoded or is not valid, and therefore changes nothing.
 *
 * @param at the append time of the broker
 * @param key at most 200 characters
 */
public record SkippedRecord(String topic, long offset, Instant at, String key, String reason) {
    public SkippedRecord {
        reason = shortened(reason);
    }

    /** A reason within its bound: the errors of a record can be longer than the record. */
    public static String shortened(String reason) {
        var longest = Limit.SKIP_REASON.intValue();
        return reason.length() <= longest ? reason : reason.substring(0, longest) + "...";
    }
}
