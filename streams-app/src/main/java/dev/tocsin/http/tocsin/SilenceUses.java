package dev.tocsin.http.tocsin;

import dev.tocsin.alerts.Alert;
import dev.tocsin.explain.SilenceUse;
import dev.tocsin.history.AlertEpisode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The use of all silences. Requests share it until silences or alerts change, at most for five seconds. */
final class SilenceUses {
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final TocsinContext context;
    private Shared shared = new Shared(null, Instant.MIN, Map.of());

    private record Version(Object silences, long history, long notifier) {}

    private record Shared(Version version, Instant at, Map<String, SilenceUse> uses) {}

    SilenceUses(TocsinContext context) {
        this.context = context;
    }

    synchronized Map<String, SilenceUse> current() {
        var now = context.notifier().logTime();
        var version = new Version(
                context.notifier().muters().silences().version(),
                context.recorded().history().get().version(),
                context.notifier().version());
        var isCurrent = version.equals(shared.version())
                && Duration.between(shared.at(), now).abs().compareTo(MAX_AGE) < 0;
        if (!isCurrent) {
            shared = new Shared(version, now, compute(now));
        }
        return shared.uses();
    }

    private Map<String, SilenceUse> compute(Instant now) {
        var firing = context.notifier().alerts().stream()
                .filter(alert -> !alert.isResolvedAt(now))
                .map(Alert::labels)
                .toList();
        return SilenceUse.of(context.notifier().muters().silences(), firing, episodes(context, now), now);
    }

    /** All episodes that are known. */
    static List<AlertEpisode> episodes(TocsinContext context, Instant now) {
        return context.recorded().episodes(context.notifier().alerts(), now);
    }
}
