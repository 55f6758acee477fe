package dev.tocsin.kafka.codec;

import dev.tocsin.schemas.KeptRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

final class StoredRecordMapping {
    static final Codec<StoredRecord> CODEC = Codec.of(KeptRecord.class, KeptRecord.SCHEMA$)
            .as(StoredRecordMapping::fromRecord, StoredRecordMapping::toRecord);

    private static final StoredRecord.Accepted NONE_ACCEPTED =
            new StoredRecord.Accepted(ByteBuffer.allocate(0), -1, Instant.EPOCH);
    private static final StoredRecord.Rejected NONE_REJECTED = new StoredRecord.Rejected("", -1, Instant.EPOCH);

    private StoredRecordMapping() {}

    private static StoredRecord fromRecord(KeptRecord record) {
        var good = new StoredRecord.Accepted(record.getGood(), record.getGoodOffset(), record.getGoodAt());
        var flaw = new StoredRecord.Rejected(record.getFlaw(), record.getFlawOffset(), record.getFlawAt());
        return new StoredRecord(
                Optional.of(good).filter(kept -> kept.offset() >= 0),
                Optional.of(flaw).filter(kept -> kept.offset() >= 0));
    }

    private static KeptRecord toRecord(StoredRecord kept) {
        var good = kept.accepted().orElse(NONE_ACCEPTED);
        var flaw = kept.rejected().orElse(NONE_REJECTED);
        return new KeptRecord(good.bytes(), good.offset(), good.at(), flaw.reason(), flaw.offset(), flaw.at());
    }
}
