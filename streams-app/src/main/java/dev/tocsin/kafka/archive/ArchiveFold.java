package dev.tocsin.kafka.archive;

import dev.tocsin.archive.AlertHistory;
import dev.tocsin.archive.NotificationHistory;
import dev.tocsin.archive.RowChange;
import dev.tocsin.archive.RowStore;
import dev.tocsin.archive.SilenceRows;
import dev.tocsin.kafka.ClusterLogTopic;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import java.util.List;
import java.util.Optional;

/** Folds the records of one topic into rows of the archive. Invalid records change nothing; the replica reports them. */
interface ArchiveFold {
    List<RowChange> fold(LogRecord record);

    static ArchiveFold clusterLog(ClusterLogTopic topic, RowStore rows) {
        var notifications = new NotificationHistory(rows);
        return record -> topic.silences()
                .id(record.key())
                .map(id -> silence(topic, id, record.value()))
                .or(() -> topic.notifications()
                        .id(record.key())
                        .map(slot -> notification(topic, notifications, slot, record.value())))
                .or(() -> topic.claims().id(record.key()).map(slot -> claim(topic, notifications, slot, record)))
                .orElse(List.of());
    }

    private static List<RowChange> silence(ClusterLogTopic topic, String id, Optional<byte[]> value) {
        return value.isEmpty()
                ? List.of(SilenceRows.change(id, Optional.empty()))
                : validOnly(topic.silences().decode(id, value.get())).stream()
                        .map(silence -> SilenceRows.change(id, Optional.of(silence)))
                        .toList();
    }

    private static List<RowChange> notification(
            ClusterLogTopic topic, NotificationHistory notifications, String slot, Optional<byte[]> value) {
        return value.map(bytes -> validOnly(topic.notifications().decode(slot, bytes))
                        .map(notifications::sent)
                        .orElse(List.of()))
                .orElseGet(() -> notifications.sentDeleted(slot));
    }

    private static List<RowChange> claim(
            ClusterLogTopic topic, NotificationHistory notifications, String slot, LogRecord record) {
        if (record.value().isEmpty()) {
            notifications.claimDeleted(slot);
            return List.of();
        }
        var claim = validOnly(topic.claims().decode(slot, record.value().get()));
        if (claim.isPresent()) {
            notifications.claimed(claim.get(), record.at());
            return List.of();
        }
        return validOnly(topic.releases().decode(slot, record.value().get()))
                .map(notifications::released)
                .orElse(List.of());
    }

    static ArchiveFold alertStates(Topics topics, AlertHistory alerts) {
        return record -> record.value()
                .map(bytes -> validOnly(topics.alertState().decode(record.key(), bytes))
                        .map(alerts::reported)
                        .orElse(List.of()))
                .orElseGet(() -> alerts.deleted(record.key()));
    }

    static ArchiveFold postedAlerts(Topics topics, AlertHistory alerts) {
        return record -> record.value()
                .map(bytes -> validOnly(topics.alerts().decode(record.key(), bytes))
                        .map(posted -> alerts.posted(posted.alert(), posted.timedOut()))
                        .orElse(List.of()))
                .orElseGet(() -> alerts.postedDeleted(record.key()));
    }

    private static <T> Optional<T> validOnly(Decoded<T> decoded) {
        return decoded.fold(Optional::of, reason -> Optional.empty());
    }
}
