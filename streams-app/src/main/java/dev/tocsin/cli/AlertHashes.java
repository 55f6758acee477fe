package dev.tocsin.cli;

import dev.tocsin.labels.Labels;
import dev.tocsin.notation.XxHash64;
import dev.tocsin.notification.log.Episode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Alerts by the hashes of their labels in Alertmanager's notification log. */
final class AlertHashes {
    private static final int SEPARATOR = 0xFF;

    private final Map<Long, Episode> episodes = new HashMap<>();

    private AlertHashes() {}

    /** @param alerts with the times at which they started */
    static AlertHashes of(Map<Labels, Instant> alerts) {
        var hashes = new AlertHashes();
        alerts.forEach((labels, start) -> hashes.episodes.put(hash(labels), new Episode(labels.fingerprint(), start)));
        return hashes;
    }

    /** Returns the episode of the alert with this hash; empty if the alert is not known. */
    Optional<Episode> find(long hash) {
        return Optional.ofNullable(episodes.get(hash));
    }

    /** XXH64 of the names and values, each followed by the byte {@code FF}. */
    static long hash(Labels labels) {
        var bytes = new ByteArrayOutputStream();
        labels.forEach((name, value) -> {
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            bytes.write(SEPARATOR);
            bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
            bytes.write(SEPARATOR);
        });
        return XxHash64.hash(bytes.toByteArray());
    }
}
