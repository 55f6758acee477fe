package dev.tocsin.kafka.sources;

import dev.tocsin.sources.SourceRecord;

/**
 * A record, or a part of it, that did not become samples.
 *
 * @param topic empty if the record is not known
 * @param offset -1 if the record is not known
 * @param timeMs timestamp of the record in milliseconds since 1970; 0 if the record is not known
 * @param reason as counted
 * @param detail the problem and the remedy
 */
public record RefusedRecord(String topic, int partition, long offset, long timeMs, String reason, String detail) {
    private static final int MAX_DETAIL = 500;

    static RefusedRecord of(RefusedReason reason, SourceRecord record, String detail) {
        return new RefusedRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timeMs(),
                reason.text(),
                abbreviated(String.valueOf(detail)));
    }

    static RefusedRecord of(RefusedReason reason, String detail) {
        return new RefusedRecord("", -1, -1, 0, reason.text(), abbreviated(detail));
    }

    private static String abbreviated(String text) {
        return text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) + "..." : text;
    }
}
