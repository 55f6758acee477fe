package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All alerts that this instance knows, by fingerprint: the last word about each. Read from any thread. */
final class AlertStore {
    private static final Duration RESOLVED_RETENTION = Duration.ofMinutes(30);

    private final ConcurrentMap<Fingerprint, Alert> alerts = new ConcurrentHashMap<>();

    void put(Alert alert) {
        alerts.put(alert.fingerprint(), alert);
    }

    Collection<Alert> all() {
        return List.copyOf(alerts.values());
    }

    /** Forgets what is long over; groups keep what they have not told yet. */
    void gc(Instant now) {
        alerts.values().removeIf(alert -> alert.isResolvedAt(now.minus(RESOLVED_RETENTION)));
    }
}
