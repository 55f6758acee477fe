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
 * What becomes of the rows of one table.
 *
 * @param rows how many there are
 * @param missing what the cluster lacks, or knows only in an older state: to be written
 * @param there how many the cluster has already
 * @param newer the keys of those of which the cluster knows more
 * @param over how many have ended or expired meanwhile
 * @param unusable why some make no sense
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
            RestorableTable<T> kind, Collection<ArchiveRow> rows, Collection<T> present, Instant now) {
        var there = present.stream().collect(Collectors.toMap(kind.key(), Function.identity(), (one, other) -> other));
        var sorting = new Classification<>(kind, there, now);
        rows.forEach(sorting::classify);
        return new TableRestoration<>(
                kind.table(),
                rows.size(),
                sorting.missing,
                sorting.upToDate,
                sorting.newer,
                sorting.expired,
                sorting.unusable);
    }

    private static final class Classification<T> {
        private final RestorableTable<T> kind;
        private final Map<String, T> present;
        private final Instant now;
        private final List<T> missing = new ArrayList<>();
        private final List<String> newer = new ArrayList<>();
        private final List<String> unusable = new ArrayList<>();
        private int upToDate;
        private int expired;

        Classification(RestorableTable<T> kind, Map<String, T> present, Instant now) {
            this.kind = kind;
            this.present = present;
            this.now = now;
        }

        void classify(ArchiveRow row) {
            try {
                classify(kind.fromRow().apply(row));
            } catch (RuntimeException e) {
                // Whoever wrote it, and whatever the fault is: the other rows are needed all the more.
                unusable.add("row '%s' of table %s can not be used: %s"
                        .formatted(row.id(), kind.table().tableName(), e.getMessage()));
            }
        }

        private void classify(T archived) {
            var key = kind.key().apply(archived);
            var comparison = Optional.ofNullable(present.get(key))
                    .map(known -> timestamp(known).compareTo(timestamp(archived)))
                    .orElse(-1);
            if (comparison > 0) {
                newer.add(key);
            } else if (kind.isExpired().test(archived, now)) {
                expired++;
            } else if (comparison == 0) {
                upToDate++;
            } else {
                missing.add(archived);
            }
        }

        // Databases may know less of an instant than records do.
        private Instant timestamp(T one) {
            return kind.timestamp().apply(one).truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
