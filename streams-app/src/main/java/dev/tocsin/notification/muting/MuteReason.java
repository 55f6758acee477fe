package dev.tocsin.notification.muting;

import java.util.List;
import java.util.Locale;

/**
 * Why an alert is not notified.
 *
 * @param mutedBy the fingerprint of the inhibiting alert, the names of the time intervals, or the ids of the silences
 */
public record MuteReason(Cause cause, List<String> mutedBy) {
    /** The part of Alertmanager that mutes the alert. */
    enum Cause {
        INHIBITION,
        /** Some {@code mute_time_intervals} of the route are active. */
        MUTE_TIME_INTERVAL,
        /** None of the {@code active_time_intervals} of the route is active. */
        ACTIVE_TIME_INTERVAL,
        SILENCE
    }

    public MuteReason {
        mutedBy = List.copyOf(mutedBy);
    }

    /** For people, such as {@code silenced by 9d3e}. */
    public String text() {
        var what = switch (cause) {
            case INHIBITION -> "inhibited by the alert with the fingerprint";
            case MUTE_TIME_INTERVAL -> "muted by the time interval";
            case ACTIVE_TIME_INTERVAL -> "outside of the time interval";
            case SILENCE -> "silenced by";
        };
        return what + " " + String.join(", ", mutedBy);
    }

    /** The value of the label {@code reason} in metrics. */
    public String reason() {
        return cause.name().toLowerCase(Locale.ROOT);
    }
}
