package dev.tocsin.notification.listing;

import dev.tocsin.alerts.Alert;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An alert at one instant, with what mutes it.
 *
 * @param silencedBy the ids of silences
 * @param inhibitedBy the fingerprints of alerts
 * @param mutedBy the time intervals that mute the group of the alert; of an alert outside of a group, those that mute all of
 *     its groups
 * @param receivers the names of the receivers of its groups
 * @param origin the rule that made the alert; empty for a posted alert
 */
public record ListedAlert(
        Alert alert,
        State state,
        List<String> silencedBy,
        List<String> inhibitedBy,
        List<String> mutedBy,
        List<String> receivers,
        Optional<RuleOrigin> origin) {
    /** The state of an alert for people. If several apply, the first one in this order counts. */
    public enum State {
        /** A rule has a result for it, but not for long enough yet. */
        PENDING,
        RESOLVED,
        SILENCED,
        INHIBITED,
        /** Muted by time intervals. */
        MUTED,
        ACTIVE;

        /** The name in the API. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The rule that made an alert.
     *
     * @param value the result of its expression for the alert
     */
    public record RuleOrigin(String namespace, String group, String rule, double value) {}

    public ListedAlert {
        silencedBy = List.copyOf(silencedBy);
        inhibitedBy = List.copyOf(inhibitedBy);
        mutedBy = List.copyOf(mutedBy);
        receivers = List.copyOf(receivers);
    }

    /** A pending alert, which is in no group yet. */
    static ListedAlert pending(Alert alert, RuleOrigin origin) {
        return new ListedAlert(alert, State.PENDING, List.of(), List.of(), List.of(), List.of(), Optional.of(origin));
    }

    /** This alert in a group that time intervals mute, or do not. @param isResolved whether it has ended */
    ListedAlert in(List<String> mutingIntervals, boolean isResolved) {
        return new ListedAlert(
                alert,
                stateOf(isResolved, silencedBy, inhibitedBy, mutingIntervals),
                silencedBy,
                inhibitedBy,
                mutingIntervals,
                receivers,
                origin);
    }

    static State stateOf(boolean isResolved, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {
        if (isResolved) {
            return State.RESOLVED;
        }
        if (!silencedBy.isEmpty()) {
            return State.SILENCED;
        }
        if (!inhibitedBy.isEmpty()) {
            return State.INHIBITED;
        }
        return mutedBy.isEmpty() ? State.ACTIVE : State.MUTED;
    }
}
