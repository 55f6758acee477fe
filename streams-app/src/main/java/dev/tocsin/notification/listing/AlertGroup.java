package dev.tocsin.notification.listing;

import dev.tocsin.labels.Labels;
import dev.tocsin.notification.routing.ScheduledGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group of a list of alerts.
 *
 * @param id of the aggregation group, or of the labels that the alerts are grouped by
 * @param receiver empty if it is no aggregation group
 * @param labels that the alerts are grouped by
 * @param scheduled the aggregation group; empty if it is none
 * @param alerts the listed ones, in order; never empty
 */
public record AlertGroup(
        String id, String receiver, Labels labels, Optional<ScheduledGroup> scheduled, List<ListedAlert> alerts) {
    public AlertGroup {
        alerts = List.copyOf(alerts);
    }

    public StateCounts counts() {
        return StateCounts.of(alerts);
    }

    /** The labels that all alerts of the group have. */
    public Map<String, String> sharedLabels() {
        var shared = new LinkedHashMap<>(alerts.get(0).alert().labels().asMap());
        for (var alert : alerts) {
            shared.entrySet()
                    .removeIf(
                            label -> !alert.alert().labels().get(label.getKey()).equals(label.getValue()));
        }
        return shared;
    }

    AlertGroup with(List<ListedAlert> sorted) {
        return new AlertGroup(id, receiver, labels, scheduled, sorted);
    }
}
