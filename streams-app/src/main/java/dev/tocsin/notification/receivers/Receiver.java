package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Slot;
import java.util.List;

/**
 * Somebody who is told, over any number of ways; over none, he is told at once and nothing is remembered.
 *
 * @param labels by which he can be asked for; {@code name} is one of them
 */
public record Receiver(String name, Labels labels, List<Integration> integrations) {
    /** @throws IllegalArgumentException in Alertmanager's words */
    public Receiver {
        labels = labels.with("name", name);
        integrations = List.copyOf(integrations);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("missing name in receiver");
        }
    }

    /** With no label but the name. @throws IllegalArgumentException in Alertmanager's words */
    public Receiver(String name, List<Integration> integrations) {
        this(name, Labels.EMPTY, integrations);
    }

    public Slot slot(String groupKey, Integration integration) {
        return new Slot(groupKey, name, integration.kind(), integration.index());
    }
}
