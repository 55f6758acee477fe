package dev.tocsin.kafka.replica;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.RecordReaders;
import dev.tocsin.kafka.log.SkippedRecords;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All folds of one client of the replica topology. A client that is built anew folds into a new state, beside the one
 * that readers see, so that what is being restored is never taken for the truth.
 */
final class ReplicaState {
    final KeyedTable<RuleGroup> rules;
    final KeyedTable<ConfigDocument> config;
    final KeyedTable<PostedAlert> alerts;
    final KeyedTable<RuleAlertState> alertStates;
    final KeyedTable<Silence> silences;
    final KeyedTable<Member> members;
    final SlotTable slots;
    private final ClusterLogFold clusterLog;
    private final Topics topics;
    private final Map<Partition, Long> positions = new TreeMap<>();
    private Instant newestAppendTime = Instant.EPOCH;

    /** @param tell is told of changes; nobody listens until the state is what readers see */
    ReplicaState(Topics topics, RecordReaders readers, Map<String, SkippedRecords> bad, ReplicaListener tell) {
        this.topics = topics;
        var badInLog = bad.get(topics.clusterLog());
        rules = new KeyedTable<>(readers::ruleGroup, bad.get(topics.rules()), tell::ruleGroupChanged);
        config = new KeyedTable<>(readers::config, bad.get(topics.config()), tell::configChanged);
        alerts = new KeyedTable<>(
                readers::alert,
                bad.get(topics.alerts()),
                (key, now) -> tell.externalAlertChanged(key, now.flatMap(ReplicaEntry::value)));
        alertStates = new KeyedTable<>(
                readers::alertState,
                bad.get(topics.alertState()),
                (key, now) -> tell.alertStateChanged(key, now.flatMap(ReplicaEntry::value)));
        silences = new KeyedTable<>(
                readers::silence, badInLog, (id, now) -> tell.silenceChanged(id, now.flatMap(ReplicaEntry::value)));
        members = new KeyedTable<>(
                readers::member,
                badInLog,
                (instance, now) -> now.flatMap(ReplicaState::withLastHeartbeatAt)
                        .ifPresentOrElse(tell::memberChanged, () -> tell.memberRemoved(instance)));
        slots = new SlotTable(badInLog, tell::slotChanged);
        clusterLog = new ClusterLogFold(silences, members, slots, badInLog);
    }

    /** A topic, the store that is folded from it, and the fold. */
    record Source(String store, String topic, Fold fold) {}

    List<Source> sources() {
        return List.of(
                new Source("rules", topics.rules(), rules),
                new Source("config", topics.config(), config),
                new Source("alerts", topics.alerts(), alerts),
                new Source("cluster-log", topics.clusterLog(), clusterLog),
                new Source("alert-state", topics.alertState(), alertStates));
    }

    static Optional<Member> withLastHeartbeatAt(ReplicaEntry<Member> entry) {
        return entry.value()
                .map(member -> new Member(
                        member.instance(),
                        member.startedAt(),
                        member.address(),
                        member.version(),
                        member.leaving(),
                        entry.stored().accepted().map(StoredRecord.Accepted::at).orElse(Instant.EPOCH)));
    }

    /** The newest append time in the cluster log. */
    Instant newestAppendTime() {
        return newestAppendTime;
    }

    void recordAppendTime(String topic, Instant at) {
        if (topic.equals(topics.clusterLog()) && at.isAfter(newestAppendTime)) {
            newestAppendTime = at;
        }
    }

    Map<Partition, Long> positions() {
        return positions;
    }

    void notifyChangesSince(ReplicaState older) {
        config.notifyChangesSince(older.config);
        rules.notifyChangesSince(older.rules);
        silences.notifyChangesSince(older.silences);
        members.notifyChangesSince(older.members);
        slots.notifyChangesSince(older.slots);
        alertStates.notifyChangesSince(older.alertStates);
        alerts.notifyChangesSince(older.alerts);
    }
}
