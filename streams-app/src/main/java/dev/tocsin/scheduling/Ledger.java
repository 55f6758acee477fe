package dev.tocsin.scheduling;

import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.streams.records.LoggedAlert;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The states of alerts, as the whole cluster keeps them. What is written is done once this instance's replica shows it. */
public interface Ledger {
    /** What is kept of the alerts of one rule. */
    Collection<LoggedAlert> of(String ruleUid);

    Collection<LoggedAlert> all();

    CompletableFuture<Void> write(LoggedAlert alert);

    CompletableFuture<Void> forget(String ruleUid, Fingerprint alert);

    /** What is kept, without what the log says about it. */
    default Collection<PersistedAlert> allPersisted() {
        return all().stream().map(LoggedAlert::persisted).toList();
    }
}
