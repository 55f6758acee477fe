package dev.tocsin.kafka.codec;

import dev.tocsin.notification.log.Holder;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.schemas.KeptSlotRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

final class KeptSlotMapping {
    static final Codec<SlotState> CODEC = Codec.of(KeptSlotRecord.class, KeptSlotRecord.SCHEMA$)
            .as(KeptSlotMapping::fromRecord, KeptSlotMapping::toRecord);

    private KeptSlotMapping() {}

    private static SlotState fromRecord(KeptSlotRecord record) {
        var slot = new Slot(record.getGroupKey(), record.getReceiver(), record.getIntegration(), record.getIndex());
        return new SlotState(sent(record, slot), holder(record));
    }

    private static Sent sent(KeptSlotRecord record, Slot slot) {
        var bytes = new byte[record.getSent().remaining()];
        record.getSent().duplicate().get(bytes);
        return bytes.length == 0
                ? Sent.nothingYet(slot)
                : Codecs.SENT.decode(bytes).orThrow();
    }

    private static Holder holder(KeptSlotRecord record) {
        return record.getHolderClaim().isEmpty()
                ? Holder.NOBODY
                : new Holder(
                        record.getHolderClaim(),
                        record.getHolder(),
                        record.getRenewedAt(),
                        Duration.ofMillis(record.getLeaseMillis()));
    }

    private static KeptSlotRecord toRecord(SlotState state) {
        var sent = state.sent();
        var holder = state.holder();
        return KeptSlotRecord.newBuilder()
                .setGroupKey(sent.slot().groupKey())
                .setReceiver(sent.slot().receiver())
                .setIntegration(sent.slot().integration())
                .setIndex(sent.slot().index())
                .setSent(ByteBuffer.wrap(sent.isNothingYet() ? new byte[0] : Codecs.SENT.encode(sent)))
                .setHolderClaim(holder.claimId())
                .setHolder(holder.instance())
                .setRenewedAt(holder.isNobody() ? Instant.EPOCH : holder.renewedAt())
                .setLeaseMillis(holder.lease().toMillis())
                .build();
    }
}
