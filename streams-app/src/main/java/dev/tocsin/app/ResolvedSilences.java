package dev.tocsin.app;

import dev.tocsin.alerts.Alert;
import dev.tocsin.explain.SilenceUse;
import dev.tocsin.http.tocsin.RecordedEvents;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.SilenceState;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.SilenceService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Ends silences whose alerts have ended, if their authors wished so. The preferred instance does it; that another one does
 * it too, while members change, has no effect: an expired silence is not expired again.
 */
record ResolvedSilences(
        Notifier notifier, RecordedEvents recorded, SilenceService silences, BooleanSupplier isPreferred) {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    void endDue() {
        if (isPreferred.getAsBoolean()) {
            due(notifier.logTime()).forEach(silence -> silences.expireResolved(silence.id()));
        }
    }

    private List<Silence> due(Instant now) {
        var candidates = silences.silences().all().stream()
                .filter(silence -> silence.expiry().whenResolved() && silence.at(now) == SilenceState.ACTIVE)
                .toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        var firing = notifier.alerts().stream()
                .filter(alert -> !alert.isResolvedAt(now))
                .map(Alert::labels)
                .toList();
        var uses = SilenceUse.of(Silences.of(candidates), firing, recorded.episodes(notifier.alerts(), now), now);
        return candidates.stream()
                .filter(silence -> {
                    var use = SilenceUse.of(uses, silence);
                    return silence.expiry().isDue(silence, use.mutesNow() > 0, use.lastMatched(), now);
                })
                .toList();
    }
}
