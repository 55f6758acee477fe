package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleState;
import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is to be in the ledger of a group as of one tick. The other instances write the same: what they wrote for that
 * tick, or know of a later one, is left alone.
 */
final class StateWrite {
    private final AlertStateLog alertStates;
    private final String groupKey;
    private final Instant tick;
    /** Those of which it is not known yet that they are in the ledger; each is looked up only until it is. */
    private final Deque<AlertStateWrite> missing = new ArrayDeque<>();

    StateWrite(AlertStateLog ledger, String groupKey, Map<String, RuleState> rules, Instant tick) {
        this.alertStates = ledger;
        this.groupKey = groupKey;
        this.tick = tick;
        rules.forEach(this::add);
    }

    private void add(String uid, RuleState state) {
        state.alerts().forEach((alert, active) -> missing.add(new AlertStateWrite(uid, alert, Optional.of(active))));
        for (var logged : alertStates.of(uid)) {
            var alert = logged.alert().fingerprint();
            if (!state.alerts().containsKey(alert)) {
                missing.add(new AlertStateWrite(uid, alert, Optional.empty()));
            }
        }
    }

    boolean isLogged() {
        while (!missing.isEmpty() && missing.peek().isLogged()) {
            missing.poll();
        }
        return missing.isEmpty();
    }

    /** Writes what is missing; done once the ledger shows it all. */
    CompletableFuture<Void> write() {
        return CompletableFuture.allOf(missing.stream()
                .filter(item -> !item.isLogged())
                .map(AlertStateWrite::write)
                .toArray(CompletableFuture[]::new));
    }

    /** One alert, in the state that it came to; empty if it is to be forgotten. */
    private final class AlertStateWrite {
        private final String uid;
        private final Fingerprint alert;
        private final Optional<ActiveAlert> active;

        AlertStateWrite(String uid, Fingerprint alert, Optional<ActiveAlert> active) {
            this.uid = uid;
            this.alert = alert;
            this.active = active;
        }

        boolean isLogged() {
            var logged = alertStates.find(uid, alert);
            return logged.isEmpty()
                    ? active.isEmpty()
                    : !logged.get().tick().isBefore(tick)
                            || active.isPresent()
                                    && logged.get()
                                            .alert()
                                            .state()
                                            .isSameAs(active.get().state());
        }

        CompletableFuture<Void> write() {
            return active.map(known -> alertStates.append(new RuleAlertState(uid, groupKey, tick, known)))
                    .orElseGet(() -> alertStates.delete(uid, alert));
        }
    }
}
