package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.muting.MuteReason.Cause;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Inhibition, time intervals and silences. */
public record Muters(Inhibitor inhibitor, TimeIntervals timeIntervals, Silences silences) {
    /** Why time intervals mute a route now; empty if they do not. */
    Optional<MuteReason> mutedByTime(RouteIntervals intervals, Instant now) {
        if (!intervals.active().isEmpty()
                && timeIntervals.activeAt(intervals.active(), now).isEmpty()) {
            return Optional.of(new MuteReason(Cause.ACTIVE_TIME_INTERVAL, intervals.active()));
        }
        var mute = timeIntervals.activeAt(intervals.mute(), now);
        return mute.isEmpty() ? Optional.empty() : Optional.of(new MuteReason(Cause.MUTE_TIME_INTERVAL, mute));
    }

    /** The time intervals that mute a route now; empty if it is not muted. */
    public List<String> mutingIntervals(RouteIntervals intervals, Instant now) {
        return mutedByTime(intervals, now).map(MuteReason::mutedBy).orElse(List.of());
    }

    /**
     * Version of silences and source alerts. While it is current, and until the next silence begins, alerts that are not
     * muted stay so, unless time intervals mute them.
     *
     * @param inhibitions the version of the source alerts; -1 if no rule inhibits the alerts
     */
    public record Version(Object silences, long inhibitions) {}

    /** The version for some alerts. */
    public Version version(Collection<Alert> alerts) {
        var areTargets = alerts.stream().anyMatch(alert -> inhibitor.isTarget(alert.labels()));
        return new Version(silences.version(), areTargets ? inhibitor.version() : -1);
    }

    /** Whether a version is still the present one. */
    public boolean isCurrent(Version version) {
        return version.silences() == silences.version()
                && (version.inhibitions() < 0 || version.inhibitions() == inhibitor.version());
    }

    /** Whether neither inhibition nor a silence mutes an alert. Time intervals are not considered. */
    public boolean isNotMuted(Labels alert, Instant now) {
        return inhibited(alert, now).isEmpty() && silenced(alert, now).isEmpty();
    }

    /** The first reason why an alert is muted, in Alertmanager's order: inhibition, time intervals, silences. */
    Optional<MuteReason> muted(Alert alert, Optional<MuteReason> mutedByTime, Instant now) {
        return inhibited(alert.labels(), now).or(() -> mutedByTime).or(() -> silenced(alert.labels(), now));
    }

    private Optional<MuteReason> inhibited(Labels alert, Instant now) {
        return inhibitor
                .inhibitedBy(alert, now)
                .map(source -> new MuteReason(Cause.INHIBITION, List.of(source.toString())));
    }

    private Optional<MuteReason> silenced(Labels alert, Instant now) {
        var ids = silences.mutedBy(alert, now);
        return ids.isEmpty() ? Optional.empty() : Optional.of(new MuteReason(Cause.SILENCE, ids));
    }
}
