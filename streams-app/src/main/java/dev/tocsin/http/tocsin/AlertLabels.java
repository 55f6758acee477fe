package dev.tocsin.http.tocsin;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The labels of alerts by their fingerprints: of alerts that are known now, then of those in the history. */
final class AlertLabels {
    private final TocsinContext context;
    private final Map<Fingerprint, Labels> current = new HashMap<>();
    private Map<Fingerprint, Labels> earlier;

    AlertLabels(TocsinContext context) {
        this.context = context;
        context.notifier().alerts().stream()
                .map(Alert::labels)
                .forEach(labels -> current.put(labels.fingerprint(), labels));
    }

    Optional<Labels> find(Fingerprint alert) {
        return Optional.ofNullable(current.get(alert))
                .or(() -> Optional.ofNullable(earlier().get(alert)));
    }

    private Map<Fingerprint, Labels> earlier() {
        if (earlier == null) {
            earlier = new HashMap<>();
            for (var event : context.recorded().newestAlerts(Instant.EPOCH, Instant.MAX)) {
                earlier.putIfAbsent(event.fingerprint(), event.labels());
            }
        }
        return earlier;
    }
}
