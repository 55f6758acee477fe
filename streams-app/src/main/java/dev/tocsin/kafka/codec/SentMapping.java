package dev.tocsin.kafka.codec;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Content;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.Reason;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.schemas.EpisodeRecord;
import dev.tocsin.schemas.SentRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

final class SentMapping {
    private SentMapping() {}

    static Sent fromRecord(SentRecord record) {
        return new Sent(
                new Slot(record.getGroupKey(), record.getReceiver(), record.getIntegration(), record.getIndex()),
                record.getClaimId(),
                record.getInstance(),
                Content.of(episodes(record.getFiring()), episodes(record.getResolved())),
                record.getFlushedAt(),
                record.getNotifiedAt(),
                record.getExpiresAt(),
                Reason.valueOf(record.getReason()),
                record.getIsolated(),
                record.getReceiverData(),
                new Account(
                        record.getGroupLabels(), record.getAttempts(), Duration.ofMillis(record.getDurationMillis())));
    }

    static SentRecord toRecord(Sent sent) {
        return SentRecord.newBuilder()
                .setGroupKey(sent.slot().groupKey())
                .setReceiver(sent.slot().receiver())
                .setIntegration(sent.slot().integration())
                .setIndex(sent.slot().index())
                .setClaimId(sent.claimId())
                .setInstance(sent.instance())
                .setFiring(records(sent.content().firing()))
                .setResolved(records(sent.content().resolved()))
                .setFlushedAt(sent.flushedAt())
                .setNotifiedAt(sent.notifiedAt())
                .setExpiresAt(sent.expiresAt())
                .setReason(sent.reason().name())
                .setIsolated(sent.isolated())
                .setReceiverData(sent.receiverData())
                .setGroupLabels(sent.account().groupLabels())
                .setAttempts(sent.account().attempts())
                .setDurationMillis(sent.account().took().toMillis())
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
