package dev.tocsin.scheduling;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.streams.Log;
import dev.tocsin.streams.Position;
import dev.tocsin.streams.Replica;
import dev.tocsin.streams.ReplicaListener;
import dev.tocsin.streams.records.LoggedAlert;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The ledger in Kafka, read through this instance's replica and kept by rule, since rules are what is asked for. */
public final class ReplicatedLedger implements Ledger, ReplicaListener {
    private static final Duration LONGEST_FOLD = Duration.ofSeconds(5);

    private final Log log;
    private final Replica replica;
    private final Map<String, Map<String, LoggedAlert>> byRule = new ConcurrentHashMap<>();

    /** Listens to the replica from now on. */
    public static ReplicatedLedger over(Log log, Replica replica) {
        var ledger = new ReplicatedLedger(log, replica);
        replica.listen(ledger);
        return ledger;
    }

    private ReplicatedLedger(Log log, Replica replica) {
        this.log = log;
        this.replica = replica;
    }

    @Override
    public void alertStateChanged(String key, Optional<LoggedAlert> now) {
        var ruleUid = key.substring(0, Math.max(0, key.lastIndexOf('/')));
        byRule.compute(ruleUid, (uid, alerts) -> {
            var changed = alerts == null ? new ConcurrentHashMap<String, LoggedAlert>() : alerts;
            now.ifPresentOrElse(alert -> changed.put(key, alert), () -> changed.remove(key));
            return changed.isEmpty() ? null : changed;
        });
    }

    @Override
    public Collection<LoggedAlert> of(String ruleUid) {
        return List.copyOf(byRule.getOrDefault(ruleUid, Map.of()).values());
    }

    @Override
    public Collection<LoggedAlert> all() {
        return replica.alertStates();
    }

    @Override
    public CompletableFuture<Void> write(LoggedAlert alert) {
        return applied(log.append(alert));
    }

    @Override
    public CompletableFuture<Void> forget(String ruleUid, Fingerprint alert) {
        return applied(log.forgetAlertState(ruleUid, alert));
    }

    private CompletableFuture<Void> applied(CompletableFuture<Position> appended) {
        return appended.thenCompose(position ->
                replica.awaitApplied(position).copy().orTimeout(LONGEST_FOLD.toMillis(), TimeUnit.MILLISECONDS));
    }
}
