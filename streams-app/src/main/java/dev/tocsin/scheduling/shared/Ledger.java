package dev.tocsin.scheduling.shared;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.streams.records.LoggedAlert;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The states of alerts, as the whole cluster keeps them. What is written is done once this instance's replica shows it. */
public interface Ledger {
    /** What is kept of the alerts of one rule. */
    Collection<LoggedAlert> of(String ruleUid);

    Optional<LoggedAlert> find(String ruleUid, Fingerprint alert);

    Collection<LoggedAlert> all();

    /** Done once this instance's replica shows all that was written when it was asked. */
    CompletableFuture<Void> caughtUp();

    CompletableFuture<Void> write(LoggedAlert alert);

    CompletableFuture<Void> forget(String ruleUid, Fingerprint alert);
}
