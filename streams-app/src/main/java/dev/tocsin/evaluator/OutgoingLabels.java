package dev.tocsin.evaluator;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.RelabelConfig;
import java.util.List;
import java.util.Optional;

/**
 * Makes the labels of a rule's alert those that the notifier gets, as Prometheus does before it sends an alert.
 *
 * @param external added to alerts that do not have them
 * @param relabeling applied after the external labels are added
 */
public record OutgoingLabels(Labels external, List<RelabelConfig> relabeling) {
    public OutgoingLabels {
        relabeling = List.copyOf(relabeling);
    }

    /** The labels of the alert for the notifier; empty if relabeling drops it. */
    public Optional<Labels> of(Labels alert) {
        if (external.isEmpty() && relabeling.isEmpty()) {
            return Optional.of(alert);
        }
        return RelabelConfig.applyAll(relabeling, external.with(alert)).filter(labels -> !labels.isEmpty());
    }
}
