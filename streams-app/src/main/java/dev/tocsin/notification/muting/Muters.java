package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that can mute. */
public record Muters(Inhibitor inhibitor, TimeIntervals timeIntervals, Silences silences) {
    /** Nothing mutes. */
    static final Muters NONE = new Muters(Inhibitor.NONE, TimeIntervals.NONE, Silences.NONE);

    /** Mutes by silences alone. */
    static Muters of(Silences silences) {
        return new Muters(Inhibitor.NONE, TimeIntervals.NONE, silences);
    }

    /** Why a route is quiet, if it is. */
    Optional<MuteReason> mutedByTime(RouteIntervals hours, Instant now) {
        if (!hours.active().isEmpty()
                && timeIntervals.activeAt(hours.active(), now).isEmpty()) {
            return Optional.of(new MuteReason.OutsideActiveTimeInterval(hours.active()));
        }
        var mute = timeIntervals.activeAt(hours.mute(), now);
        return mute.isEmpty() ? Optional.empty() : Optional.of(new MuteReason.InMuteTimeInterval(mute));
    }

    /** The intervals because of which a route is quiet; none if it is not. */
    public List<String> mutingIntervals(RouteIntervals hours, Instant now) {
        return mutedByTime(hours, now)
                .map(muted -> muted instanceof MuteReason.InMuteTimeInterval byTime
                        ? byTime.intervals()
                        : ((MuteReason.OutsideActiveTimeInterval) muted).intervals())
                .orElse(List.of());
    }

    /** Whether neither another alert nor a silence mutes an alert, on whichever route. */
    public boolean isNotMuted(Labels alert, Instant now) {
        return inhibited(alert, now).isEmpty() && silenced(alert, now).isEmpty();
    }

    /** The first of the reasons for which an alert of a route is not told, in Alertmanager's order. */
    Optional<MuteReason> muted(Alert alert, Optional<MuteReason> quiet, Instant now) {
        return inhibited(alert.labels(), now).or(() -> quiet).or(() -> silenced(alert.labels(), now));
    }

    private Optional<MuteReason> inhibited(Labels alert, Instant now) {
        return inhibitor.inhibitedBy(alert, now).map(MuteReason.Inhibited::new);
    }

    private Optional<MuteReason> silenced(Labels alert, Instant now) {
        var ids = silences.mutedBy(alert, now);
        return ids.isEmpty() ? Optional.empty() : Optional.of(new MuteReason.Silenced(ids));
    }
}
