package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Fingerprint;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The alert-state topic, read through the replica of this instance. */
interface AlertStateLog {
    Collection<RuleAlertState> of(String ruleUid);

    Optional<RuleAlertState> find(String ruleUid, Fingerprint alert);

    Collection<RuleAlertState> all();

    /** Completes once the replica has everything that was in the topic at the time of the call. */
    CompletableFuture<Void> caughtUp();

    /** Writes a state, or deletes the alert if the state is inactive. Completes once the replica has it. */
    CompletableFuture<Void> append(RuleAlertState state);
}
