package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.ApiTime;
import dev.tocsin.kafka.log.SkippedRecord;

/** A skipped record in the API. */
record SkippedRecordView(String topic, long offset, String key, String reason, String time) {
    static SkippedRecordView of(SkippedRecord skipped) {
        return new SkippedRecordView(
                skipped.topic(), skipped.offset(), skipped.key(), skipped.reason(), ApiTime.millis(skipped.at()));
    }
}
