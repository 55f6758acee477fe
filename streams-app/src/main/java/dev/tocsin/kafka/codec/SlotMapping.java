package dev.tocsin.kafka.codec;

import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Content;
import dev.tocsin.notification.log.Failure;
import dev.tocsin.notification.log.Reason;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.schemas.ClaimRecord;
import dev.tocsin.schemas.ReleasedRecord;
import java.time.Duration;
import java.util.Optional;

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
        var failure = Optional.of(record).filter(one -> one.getAttempts() > 0).map(SlotMapping::failure);
        return new Released(slot, record.getClaimId(), record.getInstance(), record.getReason(), failure);
    }

    private static Failure failure(ReleasedRecord record) {
        return new Failure(
                Content.of(SentMapping.episodes(record.getFiring()), SentMapping.episodes(record.getResolved())),
                Reason.valueOf(record.getDue()),
                new Account(
                        record.getGroupLabels(), record.getAttempts(), Duration.ofMillis(record.getDurationMillis())),
                record.getError(),
                record.getFailedAt());
    }

    static ReleasedRecord record(Released released) {
        var slot = released.slot();
        var record = ReleasedRecord.newBuilder()
                .setGroupKey(slot.groupKey())
                .setReceiver(slot.receiver())
                .setIntegration(slot.integration())
                .setIndex(slot.index())
                .setClaimId(released.claimId())
                .setInstance(released.instance())
                .setReason(released.why());
        released.failure()
                .ifPresent(failure -> record.setAttempts(failure.account().attempts())
                        .setDurationMillis(failure.account().took().toMillis())
                        .setError(failure.error())
                        .setFailedAt(failure.at())
                        .setDue(failure.reason().name())
                        .setGroupLabels(failure.account().groupLabels())
                        .setFiring(SentMapping.records(failure.content().firing()))
                        .setResolved(SentMapping.records(failure.content().resolved())));
        return record.build();
    }
}
