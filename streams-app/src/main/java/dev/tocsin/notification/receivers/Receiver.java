package dev.tocsin.notification.receivers;

import dev.tocsin.notification.claims.Slot;
import java.util.List;

/** Somebody who is told, over any number of ways; over none, he is told at once and nothing is remembered. */
public record Receiver(String name, List<Integration> integrations) {
    /** @throws IllegalArgumentException in Alertmanager's words */
    public Receiver {
        integrations = List.copyOf(integrations);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("missing name in receiver");
        }
    }

    public Slot slot(String groupKey, Integration integration) {
        return new Slot(groupKey, name, integration.kind(), integration.index());
    }
}
