package dev.tocsin.kafka.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The times of records. */
public final class Timestamps {
    private Timestamps() {}

    /** As the topic has it; a record of a client that gave none, or nonsense, must not stop the others. */
    public static long ofRecord(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp());
    }
}
