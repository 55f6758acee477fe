package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Slot;
import java.util.List;

/**
 * A receiver with its integrations. Without integrations, notifications are dropped.
 *
 * @param labels for filters of the API; {@code name} is one of them
 */
public record Receiver(String name, Labels labels, List<Integration> integrations) {
    /** @throws IllegalArgumentException if the name is empty, with Alertmanager's message */
    public Receiver {
        labels = labels.with("name", name);
        integrations = List.copyOf(integrations);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("missing name in receiver");
        }
    }

    /**
     * A receiver without labels other than the name.
     *
     * @throws IllegalArgumentException if the name is empty, with Alertmanager's message
     */
    public Receiver(String name, List<Integration> integrations) {
        this(name, Labels.EMPTY, integrations);
    }

    public Slot slot(String groupKey, Integration integration) {
        return new Slot(groupKey, name, integration.kind(), integration.index());
    }
}
