package dev.tocsin.notification.listing;

import dev.tocsin.labels.Labels;
import dev.tocsin.notification.listing.ListedAlert.State;
import dev.tocsin.notification.routing.AlertOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Orders of alerts and of groups. Active alerts come first in all of them, and pending ones last. */
public enum AlertSort {
    /** The youngest first. */
    SINCE(Comparator.comparing((ListedAlert alert) -> alert.alert().startsAt()).reversed()),
    NAME(Comparator.comparing(AlertSort::name)),
    /** The most severe first, then the youngest. */
    SEVERITY(Comparator.comparingInt(AlertSort::severity)
            .thenComparing(
                    alert -> alert.alert().startsAt(),
                    Comparator.<Instant>naturalOrder().reversed()));

    /** Values of the label {@code severity}, the most severe first. Unknown ones come after them. */
    private static final Map<String, Integer> SEVERITIES = Map.ofEntries(
            Map.entry("emergency", 0),
            Map.entry("page", 1),
            Map.entry("critical", 1),
            Map.entry("error", 2),
            Map.entry("high", 2),
            Map.entry("warning", 3),
            Map.entry("warn", 3),
            Map.entry("medium", 3),
            Map.entry("low", 4),
            Map.entry("notice", 4),
            Map.entry("info", 5),
            Map.entry("none", 6));

    private static final int UNKNOWN_SEVERITY = 7;

    private final Comparator<ListedAlert> order;

    AlertSort(Comparator<ListedAlert> order) {
        this.order = Comparator.comparingInt(AlertSort::rank)
                .thenComparing(order)
                .thenComparing(alert -> alert.alert().labels(), AlertOrder.OF_LABELS);
    }

    /** The groups, each with its alerts in order. A group has the place of its first alert. */
    List<AlertGroup> sorted(Collection<AlertGroup> groups) {
        return groups.stream()
                .map(group -> group.with(group.alerts().stream().sorted(order).toList()))
                .sorted(Comparator.comparing(
                                (AlertGroup group) -> group.alerts().get(0), order)
                        .thenComparing(AlertGroup::receiver)
                        .thenComparing(AlertGroup::id))
                .toList();
    }

    private static int rank(ListedAlert alert) {
        if (alert.state() == State.ACTIVE) {
            return 0;
        }
        return alert.state() == State.PENDING ? 2 : 1;
    }

    private static String name(ListedAlert alert) {
        return alert.alert().labels().get("alertname");
    }

    private static int severity(ListedAlert alert) {
        Labels labels = alert.alert().labels();
        return SEVERITIES.getOrDefault(labels.get("severity"), UNKNOWN_SEVERITY);
    }
}
