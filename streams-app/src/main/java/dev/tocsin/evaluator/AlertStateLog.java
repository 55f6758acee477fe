package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Fingerprint;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The alert-state topic, read through the replica of this instance. */
interface AlertStateLog {
    /** The states of all alerts of a rule. */
    default Collection<RuleAlertState> of(String ruleUid) {
        // The uid of another rule may begin with this one and a slash.
        return startingWith(ruleUid + "/").stream()
                .filter(state -> state.ruleUid().equals(ruleUid))
                .toList();
    }

    /** The states whose keys start with a text. */
    Collection<RuleAlertState> startingWith(String prefix);

    Optional<RuleAlertState> find(String ruleUid, Fingerprint alert);

    Collection<RuleAlertState> all();

    /** Completes once the replica has everything that was in the topic at the time of the call. */
    CompletableFuture<Void> caughtUp();

    /** Writes a state, or deletes the alert if the state is inactive. Completes once the replica has it. */
    CompletableFuture<Void> append(RuleAlertState state);
}
