package dev.tocsin.kafka.replica;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.history.History;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Creates the empty tables of one state of the replica, and the history that is derived from the same records. */
final class ReplicaTables {
    private final Topics topics;
    private final ReplicaView<RuleGroup> ruleGroups;
    private final Map<Topic<?>, ReplicaView<?>> views;
    private final SkippedByTopic skipped;
    private final Listeners<SlotListener> slotListeners;
    private final History history;
    private final Map<ReplicaView<?>, KeyedTable<?>> tables = new HashMap<>();

    ReplicaTables(
            Topics topics,
            ReplicaView<RuleGroup> ruleGroups,
            Map<Topic<?>, ReplicaView<?>> views,
            SkippedByTopic skipped,
            Listeners<SlotListener> slotListeners,
            History history) {
        this.topics = topics;
        this.ruleGroups = ruleGroups;
        this.views = views;
        this.skipped = skipped;
        this.slotListeners = slotListeners;
        this.history = history;
    }

    ReplicaState newState() {
        var log = topics.clusterLog();
        var members = newTable(log.members(), RecordHistory.none());
        var slots = new SlotTable(
                log, skipped.of(log.name()), slotListeners, members.entries(), new DeliveryHistory(history, log));
        var clusterLog = source(
                log.name(),
                new ClusterLogFold(
                        log, newTable(log.silences(), RecordHistory.none()), members, slots, skipped.of(log.name())),
                history::deliveriesKnownSince);
        // Changes are announced in this order: the configuration and silences come before alerts.
        var sources = new ArrayList<ReplicaState.Source>();
        sources.add(source(
                topics.config().name(), newTable(topics.config(), RecordHistory.none()), ReplicaState.NO_HISTORY));
        sources.add(source(topics.rules().name(), newTable(ruleGroups, RecordHistory.none()), ReplicaState.NO_HISTORY));
        sources.add(clusterLog);
        topics.unvalidated()
                .forEach(topic -> sources.add(source(topic.name(), newTable(topic), history::alertsKnownSince)));
        return new ReplicaState(sources, tables, slots, new ReplicaHistory(history, topics, clusterLog));
    }

    private KeyedTable<?> newTable(Topic<?> topic) {
        if (topic == topics.alertState()) {
            return newTable(topics.alertState(), AlertHistories.ofRules(history, topics.alertState()));
        }
        return topic == topics.alerts()
                ? newTable(topics.alerts(), AlertHistories.ofPosts(history, topics.alerts()))
                : newTable(topic, RecordHistory.none());
    }

    @SuppressWarnings("unchecked") // each view was created with the type of its topic
    private <T> KeyedTable<T> newTable(Topic<T> topic, RecordHistory<T> events) {
        return newTable((ReplicaView<T>) views.get(topic), events);
    }

    private <T> KeyedTable<T> newTable(ReplicaView<T> view, RecordHistory<T> events) {
        var table = view.newTable(events);
        tables.put(view, table);
        return table;
    }

    private ReplicaState.Source source(String topic, Fold fold, Consumer<Instant> knownSince) {
        return new ReplicaState.Source(topics.shortName(topic), topic, fold, knownSince);
    }
}
