package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The latest version of each alert, by fingerprint. Read from any thread. */
final class AlertStore {
    private static final Duration RESOLVED_RETENTION = Duration.ofMinutes(30);

    private final ConcurrentMap<Fingerprint, Alert> alerts = new ConcurrentHashMap<>();

    void put(Alert alert) {
        alerts.put(alert.fingerprint(), alert);
    }

    Collection<Alert> all() {
        return List.copyOf(alerts.values());
    }

    /** Deletes alerts that resolved 30 minutes ago or earlier. Groups keep their alerts until they are notified. */
    void gc(Instant now) {
        alerts.values().removeIf(alert -> alert.isResolvedAt(now.minus(RESOLVED_RETENTION)));
    }
}
