package dev.tocsin.kafka.archive;

import dev.tocsin.archive.AlertHistory;
import dev.tocsin.archive.NotificationHistory;
import dev.tocsin.archive.RowChange;
import dev.tocsin.archive.RowStore;
import dev.tocsin.archive.SilenceRows;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.RecordReaders;
import java.util.List;
import java.util.Optional;

/** What the records of one topic change in the archive. What can not be used changes nothing; the replica tells of it. */
interface ArchiveFold {
    List<RowChange> fold(LogRecord fact);

    /** Of the cluster log. */
    static ArchiveFold clusterLog(RecordReaders readers, RowStore rows) {
        var notifications = new NotificationHistory(rows);
        return fact -> {
            var key = fact.key();
            if (key.startsWith(Keys.SILENCE)) {
                return silence(readers, key.substring(Keys.SILENCE.length()), fact.value());
            }
            if (key.startsWith(Keys.SENT)) {
                var slot = key.substring(Keys.SENT.length());
                return fact.value()
                        .map(bytes -> validOnly(Codecs.SENT.decode(bytes))
                                .filter(sent -> sent.slot().toString().equals(slot))
                                .map(notifications::sent)
                                .orElse(List.of()))
                        .orElseGet(() -> notifications.sentDeleted(slot));
            }
            return key.startsWith(Keys.CLAIM) ? claim(notifications, fact) : List.of();
        };
    }

    private static List<RowChange> silence(RecordReaders readers, String id, Optional<byte[]> value) {
        return value.isEmpty()
                ? List.of(SilenceRows.change(id, Optional.empty()))
                : validOnly(readers.silence(id, value.get())).stream()
                        .map(silence -> SilenceRows.change(id, Optional.of(silence)))
                        .toList();
    }

    private static List<RowChange> claim(NotificationHistory notifications, LogRecord fact) {
        var slot = fact.key().substring(Keys.CLAIM.length());
        if (fact.value().isEmpty()) {
            notifications.claimDeleted(slot);
            return List.of();
        }
        var claim = validOnly(Codecs.CLAIM.decode(fact.value().get()))
                .filter(one -> one.slot().toString().equals(slot));
        if (claim.isPresent()) {
            notifications.claimed(claim.get(), fact.at());
            return List.of();
        }
        return validOnly(Codecs.RELEASED.decode(fact.value().get()))
                .filter(one -> one.slot().toString().equals(slot))
                .map(notifications::released)
                .orElse(List.of());
    }

    /** Of the alert-state topic. */
    static ArchiveFold alertStates(RecordReaders readers, AlertHistory alerts) {
        return fact -> fact.value()
                .map(bytes -> validOnly(readers.alertState(fact.key(), bytes))
                        .map(alerts::reported)
                        .orElse(List.of()))
                .orElseGet(() -> alerts.deleted(fact.key()));
    }

    /** Of the alerts topic. */
    static ArchiveFold postedAlerts(RecordReaders readers, AlertHistory alerts) {
        return fact -> fact.value()
                .map(bytes -> validOnly(readers.alert(fact.key(), bytes))
                        .map(posted -> alerts.posted(posted.alert(), posted.timedOut()))
                        .orElse(List.of()))
                .orElseGet(() -> alerts.postedDeleted(fact.key()));
    }

    private static <T> Optional<T> validOnly(Decoded<T> read) {
        return read.fold(Optional::of, reason -> Optional.empty());
    }
}
