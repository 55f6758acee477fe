package dev.tocsin.kafka.codec;

import dev.tocsin.schemas.KeptRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

final class StoredRecordMapping {
    static final Codec<StoredRecord> CODEC =
            Codec.of(KeptRecord.class).as(StoredRecordMapping::fromRecord, StoredRecordMapping::toRecord);

    private static final StoredRecord.Accepted NONE_ACCEPTED =
            new StoredRecord.Accepted(ByteBuffer.allocate(0), -1, Instant.EPOCH);
    private static final StoredRecord.Rejected NONE_REJECTED = new StoredRecord.Rejected("", -1, Instant.EPOCH);

    private StoredRecordMapping() {}

    private static StoredRecord fromRecord(KeptRecord record) {
        var accepted = new StoredRecord.Accepted(record.getGood(), record.getGoodOffset(), record.getGoodAt());
        var rejected = new StoredRecord.Rejected(record.getFlaw(), record.getFlawOffset(), record.getFlawAt());
        return new StoredRecord(
                Optional.of(accepted).filter(one -> one.offset() >= 0),
                Optional.of(rejected).filter(one -> one.offset() >= 0));
    }

    private static KeptRecord toRecord(StoredRecord stored) {
        var accepted = stored.accepted().orElse(NONE_ACCEPTED);
        var rejected = stored.rejected().orElse(NONE_REJECTED);
        return new KeptRecord(
                accepted.bytes(),
                accepted.offset(),
                accepted.at(),
                rejected.reason(),
                rejected.offset(),
                rejected.at());
    }
}
