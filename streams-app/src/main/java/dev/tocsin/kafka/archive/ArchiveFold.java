package dev.tocsin.kafka.archive;

import dev.tocsin.archive.AlertHistory;
import dev.tocsin.archive.AuditRows;
import dev.tocsin.archive.NotificationHistory;
import dev.tocsin.archive.RowChange;
import dev.tocsin.archive.RowStore;
import dev.tocsin.archive.SilenceRows;
import dev.tocsin.kafka.ClusterLogTopic;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.notification.log.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Folds the records of one topic into rows of the archive. Invalid records change nothing; the replica reports them. */
interface ArchiveFold {
    List<RowChange> fold(LogRecord record);

    static ArchiveFold clusterLog(ClusterLogTopic topic, RowStore rows) {
        var notifications = new NotificationHistory(rows);
        return record -> topic.silences()
                .id(record.key())
                .map(id -> silence(topic, id, record))
                .or(() -> topic.nflogEntries()
                        .id(record.key())
                        .map(Slot::bounded)
                        .map(slot -> fold(
                                topic.nflogEntries(), slot, record, notifications::sent, notifications::sentDeleted)))
                .or(() -> topic.claims()
                        .id(record.key())
                        .map(Slot::bounded)
                        .map(slot -> claim(topic, notifications, slot, record)))
                .orElse(List.of());
    }

    private static List<RowChange> silence(ClusterLogTopic topic, String id, LogRecord record) {
        return fold(
                topic.silences(),
                id,
                record,
                silence -> List.of(SilenceRows.change(id, Optional.of(silence))),
                deleted -> List.of(SilenceRows.change(id, Optional.empty())));
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

    static ArchiveFold audit(Topics topics, AuditRows audit) {
        return record -> fold(
                topics.audit(), record.key(), record, entry -> audit.recorded(entry, record.at()), id -> List.of());
    }

    static ArchiveFold alertStates(Topics topics, AlertHistory alerts) {
        return record -> fold(topics.alertState(), record.key(), record, alerts::reported, alerts::deleted);
    }

    static ArchiveFold postedAlerts(Topics topics, AlertHistory alerts) {
        return record -> fold(
                topics.alerts(),
                record.key(),
                record,
                posted -> alerts.posted(posted.alert(), posted.timedOut()),
                alerts::postedDeleted);
    }

    /** @param deleted folds a tombstone, given by its id */
    private static <T> List<RowChange> fold(
            Topic<T> topic,
            String id,
            LogRecord record,
            Function<T, List<RowChange>> valid,
            Function<String, List<RowChange>> deleted) {
        return record.value()
                .map(bytes -> validOnly(topic.decode(id, bytes)).map(valid).orElse(List.of()))
                .orElseGet(() -> deleted.apply(id));
    }

    private static <T> Optional<T> validOnly(Decoded<T> decoded) {
        return decoded.fold(Optional::of, reason -> Optional.empty());
    }
}
