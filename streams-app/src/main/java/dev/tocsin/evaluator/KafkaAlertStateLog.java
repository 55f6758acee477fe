package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.log.RecordWriter;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaView;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The alert-state topic, read through this instance's replica. */
public final class KafkaAlertStateLog implements AlertStateLog {
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(5);

    private final RecordWriter writer;
    private final Topic<RuleAlertState> topic;
    private final Replica replica;
    private final ReplicaView<RuleAlertState> states;
    private final Supplier<CompletableFuture<Void>> caughtUp;

    /** @param caughtUp completes when the replica shows all records that were in the topic at the time of the call */
    public KafkaAlertStateLog(
            RecordWriter writer,
            Topic<RuleAlertState> topic,
            Replica replica,
            Supplier<CompletableFuture<Void>> caughtUp) {
        this.writer = writer;
        this.topic = topic;
        this.replica = replica;
        this.states = replica.view(topic);
        this.caughtUp = caughtUp;
    }

    @Override
    public Collection<RuleAlertState> startingWith(String prefix) {
        return states.values(prefix);
    }

    @Override
    public Optional<RuleAlertState> find(String ruleUid, Fingerprint alert) {
        return states.find(RuleAlertState.key(ruleUid, alert));
    }

    @Override
    public Collection<RuleAlertState> all() {
        return states.values();
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return caughtUp.get().copy().orTimeout(CATCH_UP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Void> append(RuleAlertState state) {
        return replica.awaitVisible(
                state.alert().state().equals(AlertState.INACTIVE)
                        ? writer.delete(topic, state.key())
                        : writer.append(topic, state));
    }
}
