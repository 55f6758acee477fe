package dev.tocsin.archive;

import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a cluster is to be given of an archive, table by table. */
public record Restoration(
        TableRestoration<Silence> silences,
        TableRestoration<Sent> sent,
        TableRestoration<ReportedAlert> alerts,
        TableRestoration<PostedAlert> posted) {
    /** The tables that are restored; the others tell of the past. */
    public static final List<Table> TABLES =
            List.of(Table.SILENCES, Table.NOTIFICATION_LOG, Table.ALERT_STATE, Table.POSTED_ALERTS);

    /** @param rows of each of {@link #TABLES}; a table that is not there has none */
    public static Restoration of(Map<Table, ? extends Collection<Row>> rows, Standing standing, Instant now) {
        return new Restoration(
                restoration(Kind.SILENCES, rows, standing.silences(), now),
                restoration(Kind.NOTIFICATION_LOG, rows, standing.sent(), now),
                restoration(Kind.ALERT_STATE, rows, standing.alerts(), now),
                restoration(Kind.POSTED_ALERTS, rows, standing.posted(), now));
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
                        table -> table.newer().stream().map(key -> table.table().title() + " " + key));
    }

    public Stream<String> unusable() {
        return tables().stream().flatMap(table -> table.unusable().stream());
    }

    private static <T> TableRestoration<T> restoration(
            Kind<T> kind, Map<Table, ? extends Collection<Row>> rows, Collection<T> present, Instant now) {
        var ofTable = rows.get(kind.table());
        return TableRestoration.of(kind, ofTable == null ? List.<Row>of() : ofTable, present, now);
    }
}
