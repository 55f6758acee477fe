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

/** What a cluster is to be given of an archive, table by table. */
public record Restoration(
        TableRestoration<Silence> silences,
        TableRestoration<NflogEntry> sent,
        TableRestoration<RuleAlertState> alerts,
        TableRestoration<PostedAlert> posted) {
    /** The tables that are restored; the others tell of the past. */
    public static final List<ArchiveTable> TABLES = List.of(
            ArchiveTable.SILENCES, ArchiveTable.NOTIFICATION_LOG, ArchiveTable.ALERT_STATE, ArchiveTable.POSTED_ALERTS);

    /** @param rows of each of {@link #TABLES}; a table that is not there has none */
    public static Restoration of(
            Map<ArchiveTable, ? extends Collection<ArchiveRow>> rows, ClusterContents standing, Instant now) {
        return new Restoration(
                restoration(RestorableTable.SILENCES, rows, standing.silences(), now),
                restoration(RestorableTable.NOTIFICATION_LOG, rows, standing.sent(), now),
                restoration(RestorableTable.ALERT_STATE, rows, standing.alerts(), now),
                restoration(RestorableTable.POSTED_ALERTS, rows, standing.posted(), now));
    }

    public List<TableRestoration<?>> tables() {
        return List.of(silences, sent, alerts, posted);
    }

    /** How much is to be written. */
    public int size() {
        return tables().stream().mapToInt(table -> table.missing().size()).sum();
    }

    /** Of which things the cluster knows more than the archive: it may not be the one that was lost. */
    public Stream<String> newer() {
        return tables().stream()
                .flatMap(
                        table -> table.newer().stream().map(key -> table.table().tableName() + " " + key));
    }

    public Stream<String> unusable() {
        return tables().stream().flatMap(table -> table.unusable().stream());
    }

    private static <T> TableRestoration<T> restoration(
            RestorableTable<T> kind,
            Map<ArchiveTable, ? extends Collection<ArchiveRow>> rows,
            Collection<T> present,
            Instant now) {
        var ofTable = rows.get(kind.table());
        return TableRestoration.of(kind, ofTable == null ? List.<ArchiveRow>of() : ofTable, present, now);
    }
}
