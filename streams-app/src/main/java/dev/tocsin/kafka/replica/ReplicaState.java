package dev.tocsin.kafka.replica;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.ExternalAlert;
import dev.tocsin.kafka.codec.Kept;
import dev.tocsin.kafka.codec.LoggedAlert;
import dev.tocsin.kafka.log.BadRecords;
import dev.tocsin.kafka.log.Readers;
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
    final Shelf<RuleGroup> rules;
    final Shelf<ConfigDocument> config;
    final Shelf<ExternalAlert> alerts;
    final Shelf<LoggedAlert> alertStates;
    final Shelf<Silence> silences;
    final Shelf<Member> members;
    final Slots slots;
    private final ClusterLog clusterLog;
    private final Topics topics;
    private final Map<Partition, Long> positions = new TreeMap<>();
    private Instant newest = Instant.EPOCH;

    /** @param tell is told of changes; nobody listens until the state is what readers see */
    ReplicaState(Topics topics, Readers readers, Map<String, BadRecords> bad, ReplicaListener tell) {
        this.topics = topics;
        var badInLog = bad.get(topics.clusterLog());
        rules = new Shelf<>(readers::ruleGroup, bad.get(topics.rules()), tell::ruleGroupChanged);
        config = new Shelf<>(readers::config, bad.get(topics.config()), tell::configChanged);
        alerts = new Shelf<>(
                readers::alert,
                bad.get(topics.alerts()),
                (key, now) -> tell.externalAlertChanged(key, now.flatMap(Entry::value)));
        alertStates = new Shelf<>(
                readers::alertState,
                bad.get(topics.alertState()),
                (key, now) -> tell.alertStateChanged(key, now.flatMap(Entry::value)));
        silences = new Shelf<>(
                readers::silence, badInLog, (id, now) -> tell.silenceChanged(id, now.flatMap(Entry::value)));
        members = new Shelf<>(
                readers::member,
                badInLog,
                (instance, now) -> now.flatMap(ReplicaState::heard)
                        .ifPresentOrElse(tell::memberHeard, () -> tell.memberForgotten(instance)));
        slots = new Slots(badInLog, tell::slotChanged);
        clusterLog = new ClusterLog(silences, members, slots, badInLog);
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

    static Optional<Member> heard(Entry<Member> entry) {
        return entry.value()
                .map(member -> new Member(
                        member.instance(),
                        member.startedAt(),
                        member.address(),
                        member.version(),
                        member.leaving(),
                        entry.kept().good().map(Kept.Good::at).orElse(Instant.EPOCH)));
    }

    /** The newest append time in the cluster log. */
    Instant newest() {
        return newest;
    }

    void seen(String topic, Instant at) {
        if (topic.equals(topics.clusterLog()) && at.isAfter(newest)) {
            newest = at;
        }
    }

    Map<Partition, Long> positions() {
        return positions;
    }

    void announceChangesSince(ReplicaState older) {
        config.announceChangesSince(older.config);
        rules.announceChangesSince(older.rules);
        silences.announceChangesSince(older.silences);
        members.announceChangesSince(older.members);
        slots.announceChangesSince(older.slots);
        alertStates.announceChangesSince(older.alertStates);
        alerts.announceChangesSince(older.alerts);
    }
}
