package dev.tocsin.kafka.replica;

import dev.tocsin.history.EventId;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of the history as it is in the store: with the record that describes it. Its key in the store begins with its
 * id, so events are stored in order of time.
 *
 * @param kind of the event
 * @param recordKey key of the record
 */
record StoredEvent(EventId id, String kind, String recordKey, byte[] bytes, long offset, Instant at) {
    private static final String SEPARATOR = " ";

    static StoredEvent of(String storeKey, byte[] stored) {
        var record = Codecs.STORED_RECORD.decode(stored).orThrow().accepted().orElseThrow();
        var rest = storeKey.substring(EventId.LENGTH + 1);
        var end = rest.indexOf(SEPARATOR);
        return new StoredEvent(
                EventId.parse(storeKey.substring(0, EventId.LENGTH)).orElseThrow(),
                rest.substring(0, end),
                rest.substring(end + 1),
                record.array(),
                record.offset(),
                record.at());
    }

    FoldResult.Write write() {
        var stored = StoredRecord.EMPTY.with(new StoredRecord.Accepted(ByteBuffer.wrap(bytes), offset, at));
        return new FoldResult.Write(
                FoldResult.Write.Kind.HISTORY,
                storeKey(id, kind, recordKey),
                Optional.of(Codecs.STORED_RECORD.encode(stored)));
    }

    /** The deletion of an event. */
    static FoldResult.Write delete(EventId id, String kind, String recordKey) {
        return new FoldResult.Write(FoldResult.Write.Kind.HISTORY, storeKey(id, kind, recordKey), Optional.empty());
    }

    /** The key of an event in the store, without the prefix of its kind of write. */
    static String storeKey(EventId id, String kind, String recordKey) {
        return id + SEPARATOR + kind + SEPARATOR + recordKey;
    }
}
