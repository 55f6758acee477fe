package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Fingerprint;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The states of alerts, as the whole cluster keeps them. What is written is done once this instance's replica shows it. */
interface AlertStateLog {
    /** What is kept of the alerts of one rule. */
    Collection<RuleAlertState> of(String ruleUid);

    Optional<RuleAlertState> find(String ruleUid, Fingerprint alert);

    Collection<RuleAlertState> all();

    /** Done once this instance's replica shows all that was written when it was asked. */
    CompletableFuture<Void> caughtUp();

    CompletableFuture<Void> append(RuleAlertState alert);

    CompletableFuture<Void> delete(String ruleUid, Fingerprint alert);
}
