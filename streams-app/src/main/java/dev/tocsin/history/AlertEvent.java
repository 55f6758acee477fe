package dev.tocsin.history;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Locale;

/**
 * One transition of an alert into another state.
 *
 * @param offset of its record in its topic
 * @param ruleUid empty if the alert was posted
 * @param ruleGroup key of the group of the rule; empty if the alert was posted
 * @param startsAt start of the episode; of a pending alert, the time since which its condition holds
 * @param value result of the expression of the rule; NaN if the alert was posted
 */
public record AlertEvent(
        EventId id,
        long offset,
        Kind kind,
        String ruleUid,
        String ruleGroup,
        Labels labels,
        Instant startsAt,
        double value) {

    /** The state that an alert has entered. */
    public enum Kind {
        PENDING,
        FIRING,
        RECOVERING,
        RESOLVED,
        /** Was pending, and its condition ended before it fired. */
        ENDED;

        /** The name in the API. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A transition of an alert of a rule. @param at the time of the transition */
    public static AlertEvent of(RuleAlertState state, Kind kind, Instant at, long offset) {
        var times = state.alert().state().times();
        var isPending = kind == Kind.PENDING || kind == Kind.ENDED;
        return new AlertEvent(
                EventId.of(at, state.key() + " " + kind),
                offset,
                kind,
                state.ruleUid(),
                state.group(),
                state.alert().labels(),
                isPending ? times.activeAt() : times.firedAt(),
                state.alert().value());
    }

    /** A transition of a posted alert. @param at the time of the transition */
    public static AlertEvent of(Alert posted, Kind kind, Instant at, long offset) {
        return new AlertEvent(
                EventId.of(at, posted.fingerprint() + " " + kind),
                offset,
                kind,
                "",
                "",
                posted.labels(),
                posted.startsAt(),
                Double.NaN);
    }

    public Instant at() {
        return id.at();
    }

    public Fingerprint fingerprint() {
        return labels.fingerprint();
    }

    public boolean isPosted() {
        return ruleUid.isEmpty();
    }

    /** This event with the labels that the notifier knows the alert by. */
    public AlertEvent withLabels(Labels outgoing) {
        return new AlertEvent(id, offset, kind, ruleUid, ruleGroup, outgoing, startsAt, value);
    }

    /** This event with equal objects of an earlier event of the alert, so that they are in memory once. */
    AlertEvent sharing(AlertEvent earlier) {
        return new AlertEvent(
                id,
                offset,
                kind,
                earlier.ruleUid.equals(ruleUid) ? earlier.ruleUid : ruleUid,
                earlier.ruleGroup.equals(ruleGroup) ? earlier.ruleGroup : ruleGroup,
                earlier.labels.equals(labels) ? earlier.labels : labels,
                earlier.startsAt.equals(startsAt) ? earlier.startsAt : startsAt,
                value);
    }
}
