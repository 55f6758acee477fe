package dev.tocsin.kafka.archive;

import dev.tocsin.archive.AlertHistory;
import dev.tocsin.archive.Change;
import dev.tocsin.archive.Notifications;
import dev.tocsin.archive.ReportedAlert;
import dev.tocsin.archive.Rows;
import dev.tocsin.archive.SilenceRows;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.LoggedAlert;
import dev.tocsin.kafka.log.Fact;
import dev.tocsin.kafka.log.Readers;
import java.util.List;
import java.util.Optional;

/** What the records of one topic change in the archive. What can not be used changes nothing; the replica tells of it. */
interface ArchiveFold {
    List<Change> fold(Fact fact);

    /** Of the cluster log. */
    static ArchiveFold clusterLog(Readers readers, Rows rows) {
        var notifications = new Notifications(rows);
        return fact -> {
            var key = fact.key();
            if (key.startsWith(Keys.SILENCE)) {
                return silence(readers, key.substring(Keys.SILENCE.length()), fact.value());
            }
            if (key.startsWith(Keys.SENT)) {
                var slot = key.substring(Keys.SENT.length());
                return fact.value()
                        .map(bytes -> good(Codecs.SENT.decode(bytes))
                                .filter(sent -> sent.slot().toString().equals(slot))
                                .map(notifications::sent)
                                .orElse(List.of()))
                        .orElseGet(() -> notifications.sentForgotten(slot));
            }
            return key.startsWith(Keys.CLAIM) ? claim(notifications, fact) : List.of();
        };
    }

    private static List<Change> silence(Readers readers, String id, Optional<byte[]> value) {
        return value.isEmpty()
                ? List.of(SilenceRows.change(id, Optional.empty()))
                : good(readers.silence(id, value.get())).stream()
                        .map(silence -> SilenceRows.change(id, Optional.of(silence)))
                        .toList();
    }

    private static List<Change> claim(Notifications notifications, Fact fact) {
        var slot = fact.key().substring(Keys.CLAIM.length());
        if (fact.value().isEmpty()) {
            notifications.claimForgotten(slot);
            return List.of();
        }
        var claim = good(Codecs.CLAIM.decode(fact.value().get()))
                .filter(one -> one.slot().toString().equals(slot));
        if (claim.isPresent()) {
            notifications.claimed(claim.get(), fact.at());
            return List.of();
        }
        return good(Codecs.RELEASED.decode(fact.value().get()))
                .filter(one -> one.slot().toString().equals(slot))
                .map(notifications::released)
                .orElse(List.of());
    }

    /** Of the alert-state topic. */
    static ArchiveFold alertStates(Readers readers, AlertHistory alerts) {
        return fact -> fact.value()
                .map(bytes -> good(readers.alertState(fact.key(), bytes))
                        .map(logged -> alerts.reported(reported(logged)))
                        .orElse(List.of()))
                .orElseGet(() -> alerts.forgotten(fact.key()));
    }

    /** Of the alerts topic. */
    static ArchiveFold postedAlerts(Readers readers, AlertHistory alerts) {
        return fact -> fact.value()
                .map(bytes -> good(readers.alert(fact.key(), bytes))
                        .map(posted -> alerts.posted(posted.alert(), posted.timeout()))
                        .orElse(List.of()))
                .orElseGet(() -> alerts.postedForgotten(fact.key()));
    }

    private static ReportedAlert reported(LoggedAlert logged) {
        return new ReportedAlert(logged.persisted(), logged.group(), logged.tick());
    }

    private static <T> Optional<T> good(Decoded<T> read) {
        return read.fold(Optional::of, reason -> Optional.empty());
    }
}
