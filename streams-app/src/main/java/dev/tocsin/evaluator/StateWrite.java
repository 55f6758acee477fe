package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * The alert states of one group at one tick, to be written to the cluster's log. All instances would write the same. If an alert is active in the log,
 * its start there counts: see {@link EpisodeStarts}. States that another instance has logged for that tick or a later one are not written again.
 */
final class StateWrite {
    private final ClusterAlertStates cluster;
    private final AlertStateLog alertStates;
    private final Instant tick;
    /** States that are not known to be in the log. Each is looked up only until it was found once. */
    private final Deque<RuleAlertState> missing = new ArrayDeque<>();

    StateWrite(ClusterAlertStates cluster, GroupState state, Instant tick) {
        this.cluster = cluster;
        this.alertStates = cluster.context().alertStates();
        this.tick = tick;
        state.rules().forEach(this::add);
    }

    private void add(String uid, RuleState state) {
        state.alerts().values().forEach(alert -> add(uid, alert));
        for (var logged : alertStates.of(uid)) {
            if (!state.alerts().containsKey(logged.alert().fingerprint())) {
                add(uid, logged.alert().withState(AlertState.INACTIVE));
            }
        }
    }

    private void add(String uid, ActiveAlert alert) {
        missing.add(new RuleAlertState(uid, cluster.groupKey(), tick, alert));
    }

    boolean isLogged() {
        while (!missing.isEmpty() && isLogged(missing.peek())) {
            missing.poll();
        }
        return missing.isEmpty();
    }

    /** Writes the missing states. Completes once the replica of this instance has them. */
    CompletableFuture<Void> write() {
        return CompletableFuture.allOf(missing.stream()
                .filter(wanted -> !isLogged(wanted))
                .map(wanted -> alertStates.append(cluster.withLoggedStart(wanted)))
                .toArray(CompletableFuture[]::new));
    }

    private boolean isLogged(RuleAlertState wanted) {
        return alertStates
                .find(wanted.ruleUid(), wanted.alert().fingerprint())
                .map(logged -> !logged.tick().isBefore(tick)
                        || logged.alert()
                                .hasSameState(cluster.withLoggedStart(wanted).alert()))
                .orElse(wanted.alert().state().equals(AlertState.INACTIVE));
    }
}
