package dev.tocsin.kafka.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The timestamp extractor of all Streams clients. */
public final class Timestamps {
    private Timestamps() {}

    /** The timestamp of the record, or 0 if it is invalid: a record of any client must not stop the reader. */
    public static long ofRecord(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp());
    }
}
