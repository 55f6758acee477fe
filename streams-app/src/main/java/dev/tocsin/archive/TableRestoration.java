package dev.tocsin.archive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    static <T> TableRestoration<T> of(
            RestorableTable<T> table, Collection<ArchiveRow> rows, Collection<T> present, Instant now) {
        var byKey = present.stream().collect(Collectors.toMap(table.key(), Function.identity(), (one, other) -> other));
        var classification = new Classification<>(table, byKey, now);
        rows.forEach(classification::classify);
        return new TableRestoration<>(
                table.table(),
                rows.size(),
                classification.missing,
                classification.upToDate,
                classification.newer,
                classification.expired,
                classification.unusable);
    }

    private static final class Classification<T> {
        private final RestorableTable<T> table;
        private final Map<String, T> present;
        private final Instant now;
        private final List<T> missing = new ArrayList<>();
        private final List<String> newer = new ArrayList<>();
        private final List<String> unusable = new ArrayList<>();
        private int upToDate;
        private int expired;

        Classification(RestorableTable<T> table, Map<String, T> present, Instant now) {
            this.table = table;
            this.present = present;
            this.now = now;
        }

        void classify(ArchiveRow row) {
            try {
                classify(table.fromRow().apply(row));
            } catch (RuntimeException e) {
                // Any error: the other rows must still be restored.
                unusable.add("row '%s' of table %s cannot be used: %s"
                        .formatted(row.id(), table.table().tableName(), e.getMessage()));
            }
        }

        private void classify(T archived) {
            var key = table.key().apply(archived);
            var comparison = Optional.ofNullable(present.get(key))
                    .map(known -> timestamp(known).compareTo(timestamp(archived)))
                    .orElse(-1);
            if (comparison > 0) {
                newer.add(key);
            } else if (table.isExpired().test(archived, now)) {
                expired++;
            } else if (comparison == 0) {
                upToDate++;
            } else {
                missing.add(archived);
            }
        }

        // Databases may store times with less precision than records.
        private Instant timestamp(T one) {
            return table.timestamp().apply(one).truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
