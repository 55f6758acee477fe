package dev.tocsin.archive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rows of one table, compared with a cluster.
 *
 * @param rows number of rows
 * @param missing values that the cluster lacks, or has in an older version: to be written
 * @param upToDate number of rows that the cluster has already
 * @param newer keys of values that are newer in the cluster
 * @param expired number of rows that have ended or expired
 * @param unusable an error text for each invalid row
 */
public record TableRestoration<T>(
        ArchiveTable table,
        int rows,
        List<T> missing,
        int upToDate,
        List<String> newer,
        int expired,
        List<String> unusable) {
    public TableRestoration {
        missing = List.copyOf(missing);
        newer = List.copyOf(newer);
        unusable = List.copyOf(unusable);
    }

    private enum Outcome {
        MISSING,
        UP_TO_DATE,
        NEWER,
        EXPIRED
    }

    static <T> TableRestoration<T> of(
            RestorableTable<T> table, Collection<ArchiveRow> rows, Collection<T> present, Instant now) {
        var values = new ArrayList<T>();
        var unusable = new ArrayList<String>();
        for (var row : rows) {
            try {
                values.add(table.fromRow().apply(row));
            } catch (RuntimeException e) {
                // Any error: the other rows must still be restored.
                unusable.add("row '%s' of table %s cannot be used: %s"
                        .formatted(row.id(), table.table().tableName(), e.getMessage()));
            }
        }
        return compared(table, values, present, now, unusable);
    }

    static <T> TableRestoration<T> ofValues(
            RestorableTable<T> table, Collection<T> values, Collection<T> present, Instant now) {
        return compared(table, values, present, now, List.of());
    }

    private static <T> TableRestoration<T> compared(
            RestorableTable<T> table, Collection<T> values, Collection<T> present, Instant now, List<String> unusable) {
        var presentByKey =
                present.stream().collect(Collectors.toMap(table.key(), Function.identity(), (one, other) -> other));
        var archived = new EnumMap<Outcome, List<T>>(Outcome.class);
        for (var outcome : Outcome.values()) {
            archived.put(outcome, new ArrayList<>());
        }
        for (var value : values) {
            var known = Optional.ofNullable(presentByKey.get(table.key().apply(value)));
            archived.get(outcome(table, value, known, now)).add(value);
        }
        return new TableRestoration<>(
                table.table(),
                values.size() + unusable.size(),
                archived.get(Outcome.MISSING),
                archived.get(Outcome.UP_TO_DATE).size(),
                archived.get(Outcome.NEWER).stream().map(table.key()).toList(),
                archived.get(Outcome.EXPIRED).size(),
                unusable);
    }

    private static <T> Outcome outcome(RestorableTable<T> table, T archived, Optional<T> known, Instant now) {
        // Databases may store times with less precision than records.
        Function<T, Instant> timestamp = value -> table.timestamp().apply(value).truncatedTo(ChronoUnit.MILLIS);
        var comparison = known.map(timestamp)
                .map(time -> time.compareTo(timestamp.apply(archived)))
                .orElse(-1);
        if (comparison > 0) {
            return Outcome.NEWER;
        }
        if (table.isExpired().test(archived, now)) {
            return Outcome.EXPIRED;
        }
        return comparison == 0 ? Outcome.UP_TO_DATE : Outcome.MISSING;
    }
}
