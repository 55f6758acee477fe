package dev.tocsin.http.common;

import dev.tocsin.kafka.log.SkippedRecord;

/** A record of a topic that could not be used. */
public record SkippedRecordView(String topic, long offset, String key, String reason, String time) {
    public static SkippedRecordView of(SkippedRecord skipped) {
        return new SkippedRecordView(
                skipped.topic(), skipped.offset(), skipped.key(), skipped.reason(), ApiTime.millis(skipped.at()));
    }
}
