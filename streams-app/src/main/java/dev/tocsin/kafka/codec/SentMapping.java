package dev.tocsin.kafka.codec;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.schemas.EpisodeRecord;
import dev.tocsin.schemas.SentRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

final class SentMapping {
    private SentMapping() {}

    static NflogEntry fromRecord(SentRecord record) {
        return new NflogEntry(
                new Slot(record.getGroupKey(), record.getReceiver(), record.getIntegration(), record.getIndex()),
                record.getClaimId(),
                record.getInstance(),
                NotifiedEpisodes.of(episodes(record.getFiring()), episodes(record.getResolved())),
                record.getFlushedAt(),
                record.getNotifiedAt(),
                record.getExpiresAt(),
                NotificationReason.valueOf(record.getReason()),
                record.getIsolated(),
                record.getReceiverData(),
                new DeliveryStats(
                        record.getGroupLabels(), record.getAttempts(), Duration.ofMillis(record.getDurationMillis())));
    }

    static SentRecord toRecord(NflogEntry sent) {
        return SentRecord.newBuilder()
                .setGroupKey(sent.slot().groupKey())
                .setReceiver(sent.slot().receiver())
                .setIntegration(sent.slot().integration())
                .setIndex(sent.slot().index())
                .setClaimId(sent.claimId())
                .setInstance(sent.instance())
                .setFiring(records(sent.episodes().firing()))
                .setResolved(records(sent.episodes().resolved()))
                .setFlushedAt(sent.flushedAt())
                .setNotifiedAt(sent.notifiedAt())
                .setExpiresAt(sent.expiresAt())
                .setReason(sent.reason().name())
                .setIsolated(sent.isolated())
                .setReceiverData(sent.receiverData())
                .setGroupLabels(sent.stats().groupLabels())
                .setAttempts(sent.stats().attempts())
                .setDurationMillis(sent.stats().duration().toMillis())
                .build();
    }

    static List<Episode> episodes(List<EpisodeRecord> records) {
        return records.stream()
                .map(record -> new Episode(new Fingerprint(record.getFingerprint()), record.getStartsAt()))
                .toList();
    }

    static List<EpisodeRecord> records(Collection<Episode> episodes) {
        return episodes.stream()
                .map(episode -> new EpisodeRecord(episode.alert().bits(), episode.startsAt()))
                .toList();
    }
}
