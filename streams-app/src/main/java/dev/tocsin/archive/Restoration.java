package dev.tocsin.archive;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The values of an archive that a cluster lacks, by table. */
public record Restoration(
        TableRestoration<Silence> silences,
        TableRestoration<NflogEntry> sent,
        TableRestoration<RuleAlertState> alerts,
        TableRestoration<PostedAlert> posted) {
    /** The tables that are restored. The others are history. */
    public static final List<ArchiveTable> TABLES = List.of(
            ArchiveTable.SILENCES, ArchiveTable.NOTIFICATION_LOG, ArchiveTable.ALERT_STATE, ArchiveTable.POSTED_ALERTS);

    /** @param rows of each of {@link #TABLES}; a missing table has no rows */
    public static Restoration of(
            Map<ArchiveTable, ? extends Collection<ArchiveRow>> rows, ClusterContents present, Instant now) {
        return new Restoration(
                restoration(RestorableTable.SILENCES, rows, present.silences(), now),
                restoration(RestorableTable.NOTIFICATION_LOG, rows, present.sent(), now),
                restoration(RestorableTable.ALERT_STATE, rows, present.alerts(), now),
                restoration(RestorableTable.POSTED_ALERTS, rows, present.posted(), now));
    }

    /** Silences and entries of the notification log of another system. */
    public static Restoration of(
            Collection<Silence> silences, Collection<NflogEntry> sent, ClusterContents present, Instant now) {
        return new Restoration(
                TableRestoration.ofValues(RestorableTable.SILENCES, silences, present.silences(), now),
                TableRestoration.ofValues(RestorableTable.NOTIFICATION_LOG, sent, present.sent(), now),
                restoration(RestorableTable.ALERT_STATE, Map.of(), List.of(), now),
                restoration(RestorableTable.POSTED_ALERTS, Map.of(), List.of(), now));
    }

    public List<TableRestoration<?>> tables() {
        return List.of(silences, sent, alerts, posted);
    }

    /** The number of records to be written. */
    public int size() {
        return tables().stream().mapToInt(table -> table.missing().size()).sum();
    }

    /** Table and key of each value that is newer in the cluster. If there is any, this may be the wrong cluster. */
    public Stream<String> newer() {
        return tables().stream()
                .flatMap(
                        table -> table.newer().stream().map(key -> table.table().tableName() + " " + key));
    }

    /** An error text for each invalid row. */
    public Stream<String> unusable() {
        return tables().stream().flatMap(table -> table.unusable().stream());
    }

    private static <T> TableRestoration<T> restoration(
            RestorableTable<T> table,
            Map<ArchiveTable, ? extends Collection<ArchiveRow>> rows,
            Collection<T> present,
            Instant now) {
        var tableRows = rows.get(table.table());
        return TableRestoration.of(table, tableRows == null ? List.<ArchiveRow>of() : tableRows, present, now);
    }
}
