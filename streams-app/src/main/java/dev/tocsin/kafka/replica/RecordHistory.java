package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import java.util.List;

/** Derives events of the history from the records of one topic. */
interface RecordHistory<T> {
    /** Adds the events of a record to the history, and returns their writes to the store. */
    List<FoldResult.Write> writes(LogRecord record, ReplicaEntry<T> before, Decoded<T> read);

    /** Restores an event from the store. */
    void restore(String key, byte[] stored);

    /** Keeps no history of a topic. */
    static <T> RecordHistory<T> none() {
        return new RecordHistory<>() {
            @Override
            public List<FoldResult.Write> writes(LogRecord record, ReplicaEntry<T> before, Decoded<T> read) {
                return List.of();
            }

            @Override
            public void restore(String key, byte[] stored) {}
        };
    }
}
