package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that can mute. */
public record Mutes(Inhibition inhibition, Schedules schedules, Silences silences) {
    /** Nothing mutes. */
    static final Mutes NONE = new Mutes(Inhibition.NONE, Schedules.NONE, Silences.NONE);

    /** Mutes by silences alone. */
    static Mutes of(Silences silences) {
        return new Mutes(Inhibition.NONE, Schedules.NONE, silences);
    }

    /** Why a route is quiet, if it is. */
    Optional<Muted> quiet(Hours hours, Instant now) {
        if (!hours.active().isEmpty() && schedules.holding(hours.active(), now).isEmpty()) {
            return Optional.of(new Muted.OutsideTime(hours.active()));
        }
        var mute = schedules.holding(hours.mute(), now);
        return mute.isEmpty() ? Optional.empty() : Optional.of(new Muted.ByTime(mute));
    }

    /** The intervals because of which a route is quiet; none if it is not. */
    public List<String> quietBy(Hours hours, Instant now) {
        return quiet(hours, now)
                .map(muted -> muted instanceof Muted.ByTime byTime
                        ? byTime.intervals()
                        : ((Muted.OutsideTime) muted).intervals())
                .orElse(List.of());
    }

    /** Whether neither another alert nor a silence mutes an alert, on whichever route. */
    public boolean isTold(Labels alert, Instant now) {
        return inhibited(alert, now).isEmpty() && silenced(alert, now).isEmpty();
    }

    /** The first of the reasons for which an alert of a route is not told, in Alertmanager's order. */
    Optional<Muted> muted(Alert alert, Optional<Muted> quiet, Instant now) {
        return inhibited(alert.labels(), now).or(() -> quiet).or(() -> silenced(alert.labels(), now));
    }

    private Optional<Muted> inhibited(Labels alert, Instant now) {
        return inhibition.inhibiting(alert, now).map(Muted.ByInhibition::new);
    }

    private Optional<Muted> silenced(Labels alert, Instant now) {
        var ids = silences.muting(alert, now);
        return ids.isEmpty() ? Optional.empty() : Optional.of(new Muted.BySilence(ids));
    }
}
