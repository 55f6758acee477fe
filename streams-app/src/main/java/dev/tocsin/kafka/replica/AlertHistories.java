package dev.tocsin.kafka.replica;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.history.AlertTransitions;
import dev.tocsin.history.AlertTransitions.Transition;
import dev.tocsin.history.History;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.LogRecord;
import java.util.List;
import java.util.Optional;

/** Derives transitions of alerts from the topics of their states, and stores each with the record that describes it. */
final class AlertHistories {
    private AlertHistories() {}

    static RecordHistory<RuleAlertState> ofRules(History history, Topic<RuleAlertState> topic) {
        return of(
                history,
                topic,
                (record, before, next) -> AlertTransitions.ofRule(before, next, record.at(), record.offset()),
                (state, stored) -> AlertEvent.of(
                        state,
                        AlertEvent.Kind.valueOf(stored.kind()),
                        stored.id().at(),
                        stored.offset()));
    }

    static RecordHistory<PostedAlert> ofPosts(History history, Topic<PostedAlert> topic) {
        return of(
                history,
                topic,
                (record, before, next) -> AlertTransitions.ofPosted(before, next, record.offset()),
                (posted, stored) -> AlertEvent.of(
                        posted.alert(),
                        AlertEvent.Kind.valueOf(stored.kind()),
                        stored.id().at(),
                        stored.offset()));
    }

    /** Deletes an event of either topic. */
    static FoldResult.Write delete(AlertEvent event) {
        var key = event.isPosted()
                ? event.fingerprint().toString()
                : RuleAlertState.key(event.ruleUid(), event.fingerprint());
        return StoredEvent.delete(event.id(), event.kind().name(), key);
    }

    private interface Transitions<T> {
        List<Transition> of(LogRecord record, Optional<T> before, Optional<T> next);
    }

    private interface EventReader<T> {
        AlertEvent read(T value, StoredEvent stored);
    }

    private static <T> RecordHistory<T> of(
            History history, Topic<T> topic, Transitions<T> transitions, EventReader<T> reader) {
        return new RecordHistory<>() {
            @Override
            public List<FoldResult.Write> writes(LogRecord record, ReplicaEntry<T> before, Decoded<T> read) {
                var next = read.fold(Optional::of, reason -> Optional.<T>empty());
                if (record.value().isPresent() && next.isEmpty()) {
                    return List.of();
                }
                return transitions.of(record, before.value(), next).stream()
                        .filter(transition -> history.add(transition.event()))
                        .map(transition -> write(record, before, transition))
                        .toList();
            }

            private FoldResult.Write write(LogRecord record, ReplicaEntry<T> before, Transition transition) {
                var bytes = transition.isOfEarlier()
                        ? before.stored()
                                .accepted()
                                .map(StoredRecord.Accepted::array)
                                .orElseThrow()
                        : record.value().orElseThrow();
                var event = transition.event();
                return new StoredEvent(
                                event.id(), event.kind().name(), record.key(), bytes, record.offset(), record.at())
                        .write();
            }

            @Override
            public void restore(String key, byte[] bytes) {
                var stored = StoredEvent.of(key, bytes);
                topic.codec()
                        .decode(stored.bytes())
                        .fold(value -> history.add(reader.read(value, stored)), reason -> false);
            }
        };
    }
}
