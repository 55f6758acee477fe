package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The latest version of each alert, by fingerprint, and the approximate memory of all. Read from any thread. */
final class AlertStore {
    private static final Duration RESOLVED_RETENTION = Duration.ofMinutes(30);

    /** Measured with 20,000 alerts in as many groups whose receiver refuses connections. */
    private static final long BYTES_PER_ALERT = 8 * 1024;

    private static final long BYTES_PER_CHARACTER = 4;

    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentMap<Fingerprint, Alert> alerts = new ConcurrentHashMap<>();

    void put(Alert alert) {
        var before = alerts.put(alert.fingerprint(), alert);
        bytes.addAndGet(bytes(alert) - (before == null ? 0 : bytes(before)));
    }

    /** The approximate memory of all alerts with their groups, in bytes. */
    long bytes() {
        return bytes.get();
    }

    /** The approximate memory of an alert that is in a group of its own, in bytes. Its texts are kept in several places. */
    static long bytes(Alert alert) {
        var characters = new long[] {alert.generatorUrl().length()};
        alert.labels().forEach((name, value) -> characters[0] += name.length() + value.length());
        alert.annotations().forEach((name, value) -> characters[0] += name.length() + value.length());
        return BYTES_PER_ALERT + BYTES_PER_CHARACTER * characters[0];
    }

    Collection<Alert> all() {
        return List.copyOf(alerts.values());
    }

    /** Deletes alerts that resolved 30 minutes ago or earlier. Groups keep their alerts until they are notified. */
    void gc(Instant now) {
        var oldest = now.minus(RESOLVED_RETENTION);
        alerts.forEach((fingerprint, alert) -> {
            if (alert.isResolvedAt(oldest) && alerts.remove(fingerprint, alert)) {
                bytes.addAndGet(-bytes(alert));
            }
        });
    }
}
