package dev.tocsin.history;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Derives transitions from two successive records of an alert. Instances repeat reports, and clients their posts. */
public final class AlertTransitions {
    private AlertTransitions() {}

    /**
     * A transition, and the record that describes the alert in it.
     *
     * @param isOfEarlier whether it is the end of the earlier record, and not the content of the later one
     */
    public record Transition(AlertEvent event, boolean isOfEarlier) {}

    /**
     * The transition of a rule's alert.
     *
     * @param next empty if the state was deleted
     * @param appendedAt append time of the later record
     */
    public static List<Transition> ofRule(
            Optional<RuleAlertState> before, Optional<RuleAlertState> next, Instant appendedAt, long offset) {
        if (next.isEmpty()) {
            return before
                    .filter(state -> state.alert().state().kind() == AlertState.Kind.PENDING)
                    .map(state -> new Transition(AlertEvent.of(state, AlertEvent.Kind.ENDED, appendedAt, offset), true))
                    .stream()
                    .toList();
        }
        var state = next.get();
        var times = state.alert().state().times();
        var isSame = before.filter(
                        last -> last.alert().state().isSameAs(state.alert().state()))
                .isPresent();
        if (isSame || times.kind() == AlertState.Kind.INACTIVE) {
            return List.of();
        }
        var isBack = times.kind() == AlertState.Kind.FIRING
                && before.filter(last -> last.alert().state().kind() == AlertState.Kind.RECOVERING
                                && last.alert().state().times().firedAt().equals(times.firedAt()))
                        .isPresent();
        var kind = AlertEvent.Kind.valueOf(times.kind().name());
        return List.of(
                new Transition(AlertEvent.of(state, kind, isBack ? state.tick() : times.enteredAt(), offset), false));
    }

    /**
     * The transitions of a posted alert. An end that the client did not give is a transition once the alert was posted
     * again later, or deleted.
     *
     * @param next empty if the alert was deleted
     */
    public static List<Transition> ofPosted(Optional<PostedAlert> before, Optional<PostedAlert> next, long offset) {
        var transitions = new ArrayList<Transition>();
        var isSameEpisode = before.isPresent()
                && next.filter(post -> isSameEpisode(before.get().alert(), post.alert()))
                        .isPresent();
        if (!isSameEpisode) {
            before.filter(AlertTransitions::hasTimedOut)
                    .map(PostedAlert::alert)
                    .filter(alert -> next.isEmpty()
                            || !alert.endsAt().isAfter(next.get().alert().startsAt()))
                    .ifPresent(alert -> transitions.add(new Transition(
                            AlertEvent.of(alert, AlertEvent.Kind.RESOLVED, alert.endsAt(), offset), true)));
        }
        next.ifPresent(post -> transitions.addAll(ofPost(before.filter(last -> isSameEpisode), post, offset)));
        return transitions;
    }

    private static List<Transition> ofPost(Optional<PostedAlert> before, PostedAlert post, long offset) {
        var alert = post.alert();
        var transitions = new ArrayList<Transition>();
        var wasResolved = before.filter(AlertTransitions::isResolved).isPresent();
        if (before.isEmpty()) {
            transitions.add(
                    new Transition(AlertEvent.of(alert, AlertEvent.Kind.FIRING, alert.startsAt(), offset), false));
        } else if (wasResolved && !isResolved(post)) {
            transitions.add(
                    new Transition(AlertEvent.of(alert, AlertEvent.Kind.FIRING, alert.updatedAt(), offset), false));
        }
        if (isResolved(post) && !wasResolved) {
            transitions.add(
                    new Transition(AlertEvent.of(alert, AlertEvent.Kind.RESOLVED, alert.endsAt(), offset), false));
        }
        return transitions;
    }

    private static boolean isResolved(PostedAlert post) {
        return !post.timedOut() && post.alert().isResolvedAt(post.alert().updatedAt());
    }

    /** Whether the end of the alert passes without a post. */
    private static boolean hasTimedOut(PostedAlert post) {
        return !post.alert().hasNoEnd() && !isResolved(post);
    }

    private static boolean isSameEpisode(Alert one, Alert other) {
        return one.startsAt()
                .truncatedTo(ChronoUnit.MILLIS)
                .equals(other.startsAt().truncatedTo(ChronoUnit.MILLIS));
    }
}
