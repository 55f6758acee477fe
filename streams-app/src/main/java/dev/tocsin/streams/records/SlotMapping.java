package dev.tocsin.streams.records;

import dev.tocsin.notification.claims.Claim;
import dev.tocsin.notification.claims.Released;
import dev.tocsin.notification.claims.Slot;
import dev.tocsin.schemas.ClaimRecord;
import dev.tocsin.schemas.ReleasedRecord;
import java.time.Duration;

final class SlotMapping {
    private SlotMapping() {}

    static Claim claim(ClaimRecord record) {
        var slot = new Slot(record.getGroupKey(), record.getReceiver(), record.getIntegration(), record.getIndex());
        return new Claim(slot, record.getClaimId(), record.getInstance(), Duration.ofMillis(record.getLeaseMillis()));
    }

    static ClaimRecord record(Claim claim) {
        var slot = claim.slot();
        return new ClaimRecord(
                slot.groupKey(),
                slot.receiver(),
                slot.integration(),
                slot.index(),
                claim.claimId(),
                claim.instance(),
                claim.lease().toMillis());
    }

    static Released released(ReleasedRecord record) {
        var slot = new Slot(record.getGroupKey(), record.getReceiver(), record.getIntegration(), record.getIndex());
        return new Released(slot, record.getClaimId(), record.getInstance(), record.getReason());
    }

    static ReleasedRecord record(Released released) {
        var slot = released.slot();
        return new ReleasedRecord(
                slot.groupKey(),
                slot.receiver(),
                slot.integration(),
                slot.index(),
                released.claimId(),
                released.instance(),
                released.why());
    }
}
