package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaListener;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The ledger in Kafka, read through this instance's replica and kept by rule, since rules are what is asked for. */
public final class KafkaAlertStateLog implements AlertStateLog, ReplicaListener {
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(5);

    private final TopicWriter log;
    private final Replica replica;
    private final Supplier<CompletableFuture<Void>> caughtUp;
    private final Map<String, Map<String, RuleAlertState>> byRule = new ConcurrentHashMap<>();

    /**
     * Listens to the replica from now on.
     *
     * @param caughtUp is done once the replica shows all that was in the topic when it was asked
     */
    public static KafkaAlertStateLog listening(
            TopicWriter log, Replica replica, Supplier<CompletableFuture<Void>> caughtUp) {
        var ledger = new KafkaAlertStateLog(log, replica, caughtUp);
        replica.addListener(ledger);
        return ledger;
    }

    private KafkaAlertStateLog(TopicWriter log, Replica replica, Supplier<CompletableFuture<Void>> caughtUp) {
        this.log = log;
        this.caughtUp = caughtUp;
        this.replica = replica;
    }

    @Override
    public void alertStateChanged(String key, Optional<RuleAlertState> now) {
        var ruleUid = key.substring(0, Math.max(0, key.lastIndexOf('/')));
        byRule.compute(ruleUid, (uid, alerts) -> {
            var changed = alerts == null ? new ConcurrentHashMap<String, RuleAlertState>() : alerts;
            now.ifPresentOrElse(alert -> changed.put(key, alert), () -> changed.remove(key));
            return changed.isEmpty() ? null : changed;
        });
    }

    @Override
    public Collection<RuleAlertState> of(String ruleUid) {
        return List.copyOf(byRule.getOrDefault(ruleUid, Map.of()).values());
    }

    @Override
    public Optional<RuleAlertState> find(String ruleUid, Fingerprint alert) {
        return Optional.ofNullable(byRule.getOrDefault(ruleUid, Map.of()).get(ruleUid + "/" + alert));
    }

    @Override
    public Collection<RuleAlertState> all() {
        return replica.alertStates();
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return caughtUp.get().copy().orTimeout(CATCH_UP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Void> append(RuleAlertState state) {
        var alert = state.alert();
        return replica.awaitVisible(
                alert.state().equals(AlertState.INACTIVE)
                        ? log.deleteAlertState(state.ruleUid(), alert.fingerprint())
                        : log.append(state));
    }
}
