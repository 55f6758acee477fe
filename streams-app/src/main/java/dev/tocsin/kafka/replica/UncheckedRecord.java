package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.LogRecord;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A record that waits for its validation, as it is in the store: it survives a restart of the process. Its key in the store
 * begins with its offset, so that records are restored in their order.
 */
record UncheckedRecord(LogRecord record) {
    private static final String OFFSET_FORMAT = "%019d";
    private static final int OFFSET_LENGTH = 19;

    /** @param storeKey without the prefix of its kind */
    static UncheckedRecord of(String topic, String storeKey, byte[] bytes) {
        var stored = Codecs.STORED_RECORD.decode(bytes).orThrow();
        var offset = Long.parseLong(storeKey.substring(0, OFFSET_LENGTH));
        var key = storeKey.substring(OFFSET_LENGTH);
        // A tombstone is stored as a rejected record without a reason.
        var at = stored.accepted()
                .map(StoredRecord.Accepted::at)
                .or(() -> stored.rejected().map(StoredRecord.Rejected::at))
                .orElseThrow();
        var value = stored.accepted().map(StoredRecord.Accepted::array);
        return new UncheckedRecord(new LogRecord(topic, offset, at, key, value, Optional.empty()));
    }

    FoldResult.Write write() {
        var stored = record.value()
                .map(bytes -> StoredRecord.EMPTY.with(
                        new StoredRecord.Accepted(ByteBuffer.wrap(bytes), record.offset(), record.at())))
                .orElseGet(() -> StoredRecord.EMPTY.with(new StoredRecord.Rejected("", record.offset(), record.at())));
        return new FoldResult.Write(
                FoldResult.Write.Kind.UNCHECKED, storeKey(), Optional.of(Codecs.STORED_RECORD.encode(stored)));
    }

    FoldResult.Write delete() {
        return new FoldResult.Write(FoldResult.Write.Kind.UNCHECKED, storeKey(), Optional.empty());
    }

    private String storeKey() {
        return OFFSET_FORMAT.formatted(record.offset()) + record.key();
    }
}
