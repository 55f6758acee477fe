package dev.tocsin.kafka.codec;

import dev.tocsin.schemas.KeptRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

final class KeptMapping {
    static final Codec<Kept> CODEC =
            Codec.of(KeptRecord.class, KeptRecord.SCHEMA$).as(KeptMapping::fromRecord, KeptMapping::toRecord);

    private static final Kept.Good NO_GOOD = new Kept.Good(ByteBuffer.allocate(0), -1, Instant.EPOCH);
    private static final Kept.Flaw NO_FLAW = new Kept.Flaw("", -1, Instant.EPOCH);

    private KeptMapping() {}

    private static Kept fromRecord(KeptRecord record) {
        var good = new Kept.Good(record.getGood(), record.getGoodOffset(), record.getGoodAt());
        var flaw = new Kept.Flaw(record.getFlaw(), record.getFlawOffset(), record.getFlawAt());
        return new Kept(
                Optional.of(good).filter(kept -> kept.offset() >= 0),
                Optional.of(flaw).filter(kept -> kept.offset() >= 0));
    }

    private static KeptRecord toRecord(Kept kept) {
        var good = kept.good().orElse(NO_GOOD);
        var flaw = kept.flaw().orElse(NO_FLAW);
        return new KeptRecord(good.bytes(), good.offset(), good.at(), flaw.reason(), flaw.offset(), flaw.at());
    }
}
