package dev.tocsin.kafka.codec;

import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Refusal;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.schemas.ClaimRecord;
import dev.tocsin.schemas.ReleasedRecord;
import java.time.Duration;
import java.util.Optional;

final class SlotMapping {
    private SlotMapping() {}

    static Claim claim(ClaimRecord record) {
        var slot = new Slot(record.getGroupKey(), record.getReceiver(), record.getIntegration(), record.getIndex());
        return new Claim(slot, record.getClaimId(), record.getInstance(), lease(record.getLeaseMillis()));
    }

    /** Caps the lease, so that a forged or wrong record cannot hold a slot for years. */
    static Duration lease(long millis) {
        return Duration.ofMillis(Math.min(millis, Limit.CLAIM_LEASE.value()));
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

    static ClaimReleased released(ReleasedRecord record) {
        var slot = new Slot(record.getGroupKey(), record.getReceiver(), record.getIntegration(), record.getIndex());
        var failure = Optional.of(record).filter(one -> one.getAttempts() > 0).map(SlotMapping::failure);
        var refusal = new Refusal(record.getNextFlushAt(), record.getRetryAt());
        return new ClaimReleased(slot, record.getClaimId(), record.getInstance(), record.getReason(), failure, refusal);
    }

    private static DeliveryFailure failure(ReleasedRecord record) {
        return new DeliveryFailure(
                NotifiedEpisodes.of(
                        SentMapping.episodes(record.getFiring()), SentMapping.episodes(record.getResolved())),
                NotificationReason.valueOf(record.getDue()),
                new DeliveryStats(
                        record.getGroupLabels(), record.getAttempts(), Duration.ofMillis(record.getDurationMillis())),
                record.getError(),
                record.getFailedAt());
    }

    static ReleasedRecord record(ClaimReleased released) {
        var slot = released.slot();
        var record = ReleasedRecord.newBuilder()
                .setGroupKey(slot.groupKey())
                .setReceiver(slot.receiver())
                .setIntegration(slot.integration())
                .setIndex(slot.index())
                .setClaimId(released.claimId())
                .setInstance(released.instance())
                .setReason(released.reason())
                .setNextFlushAt(released.refusal().nextFlushAt())
                .setRetryAt(released.refusal().retryAt());
        released.failure()
                .ifPresent(failure -> record.setAttempts(failure.stats().attempts())
                        .setDurationMillis(failure.stats().duration().toMillis())
                        .setError(failure.error())
                        .setFailedAt(failure.failedAt())
                        .setDue(failure.reason().name())
                        .setGroupLabels(failure.stats().groupLabels())
                        .setFiring(SentMapping.records(failure.episodes().firing()))
                        .setResolved(SentMapping.records(failure.episodes().resolved())));
        return record.build();
    }
}
