package dev.tocsin.kafka.codec;

import dev.tocsin.notification.log.ClaimHolder;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Refusal;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.schemas.KeptSlotRecord;
import java.nio.ByteBuffer;
import java.time.Instant;

final class StoredSlotMapping {
    static final Codec<SlotState> CODEC =
            Codec.of(KeptSlotRecord.class).as(StoredSlotMapping::fromRecord, StoredSlotMapping::toRecord);

    private StoredSlotMapping() {}

    private static SlotState fromRecord(KeptSlotRecord record) {
        var slot = new Slot(record.getGroupKey(), record.getReceiver(), record.getIntegration(), record.getIndex());
        return new SlotState(
                sent(record, slot), holder(record), new Refusal(record.getNextFlushAt(), record.getRetryAt()));
    }

    private static NflogEntry sent(KeptSlotRecord record, Slot slot) {
        var bytes = new byte[record.getSent().remaining()];
        record.getSent().duplicate().get(bytes);
        return bytes.length == 0
                ? NflogEntry.initial(slot)
                : Codecs.SENT.decode(bytes).orThrow();
    }

    private static ClaimHolder holder(KeptSlotRecord record) {
        return record.getHolderClaim().isEmpty()
                ? ClaimHolder.NONE
                : new ClaimHolder(
                        record.getHolderClaim(),
                        record.getHolder(),
                        record.getRenewedAt(),
                        SlotMapping.lease(record.getLeaseMillis()));
    }

    private static KeptSlotRecord toRecord(SlotState state) {
        var sent = state.nflogEntry();
        var holder = state.holder();
        return KeptSlotRecord.newBuilder()
                .setGroupKey(sent.slot().groupKey())
                .setReceiver(sent.slot().receiver())
                .setIntegration(sent.slot().integration())
                .setIndex(sent.slot().index())
                .setSent(ByteBuffer.wrap(sent.isInitial() ? new byte[0] : Codecs.SENT.encode(sent)))
                .setHolderClaim(holder.claimId())
                .setHolder(holder.instance())
                .setRenewedAt(holder.isNone() ? Instant.EPOCH : holder.renewedAt())
                .setLeaseMillis(holder.lease().toMillis())
                .setNextFlushAt(state.refusal().nextFlushAt())
                .setRetryAt(state.refusal().retryAt())
                .build();
    }
}
