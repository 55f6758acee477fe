package dev.tocsin.alerts;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Version of an alert as of {@code updatedAt}. The alert fires from {@code startsAt} until {@code endsAt}, which is
 * {@link #NO_END} while no end is known.
 *
 * @param labels identity of the alert; never empty
 * @param annotations in order of the names; values can be empty
 * @param generatorUrl link to the source of the alert, or empty
 */
public record Alert(
        Labels labels,
        Map<String, String> annotations,
        Instant startsAt,
        Instant endsAt,
        String generatorUrl,
        Instant updatedAt) {
    /** End of a firing alert without a known end. */
    public static final Instant NO_END = Instant.MAX;

    public Alert {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("at least one label pair required");
        }
        if (endsAt.isBefore(startsAt)) {
            throw new IllegalArgumentException("start time must be before end time");
        }
    }

    public Fingerprint fingerprint() {
        return labels.fingerprint();
    }

    public boolean isResolvedAt(Instant now) {
        return !endsAt.isAfter(now);
    }

    public boolean hasNoEnd() {
        return endsAt.equals(NO_END);
    }
}
