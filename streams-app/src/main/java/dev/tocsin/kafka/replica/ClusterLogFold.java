package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.ClusterLogTopic;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.silences.Silence;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Folds the cluster log. The key prefix of a record decides which table folds it. */
record ClusterLogFold(
        ClusterLogTopic topic,
        KeyedTable<Silence> silences,
        KeyedTable<Member> members,
        SlotTable slots,
        SkippedRecords skipped)
        implements Fold {
    private static final String SLOT = "slot/";

    @Override
    public void restore(String key, byte[] stored) {
        var tables =
                Map.of(topic.silences().keyPrefix(), silences, topic.members().keyPrefix(), members, SLOT, slots);
        tables.forEach((prefix, table) -> {
            if (key.startsWith(prefix)) {
                table.restore(key.substring(prefix.length()), stored);
            }
        });
    }

    @Override
    public void restoreHistory(String key, byte[] stored) {
        slots.restoreHistory(key, stored);
    }

    @Override
    public FoldResult apply(LogRecord record) {
        if (topic.claims().id(record.key()).isPresent()
                || topic.nflogEntries().id(record.key()).isPresent()) {
            return slots.apply(record).withKeyPrefix(SLOT);
        }
        if (topic.silences().id(record.key()).isPresent()) {
            return apply(record, topic.silences(), silences);
        }
        if (topic.members().id(record.key()).isPresent()) {
            return withoutOldestMember(apply(record, topic.members(), members));
        }
        skipped.add(record, "has an unknown key prefix: it must begin with silence/, member/, claim/ or sent/");
        return FoldResult.UNCHANGED;
    }

    /** Members with the time of their last heartbeat. */
    static Members members(Collection<ReplicaEntry<Member>> entries) {
        return Members.of(entries.stream()
                .flatMap(entry -> entry
                        .value()
                        .map(member -> new Member(
                                member.instance(),
                                member.startedAt(),
                                member.address(),
                                member.version(),
                                member.leaving(),
                                entry.appendedAt()))
                        .stream())
                .toList());
    }

    /** Bounds the members, whose number costs time at each choice of the preferred one. */
    private FoldResult withoutOldestMember(FoldResult applied) {
        if (members.entries().size() <= Limit.MEMBERS.value()) {
            return applied;
        }
        var oldest = members.entries().entrySet().stream()
                .min(Comparator.comparingLong(entry -> entry.getValue().stored().offset()))
                .orElseThrow()
                .getKey();
        var deleted = members.delete(oldest).withKeyPrefix(topic.members().keyPrefix());
        return new FoldResult(
                Stream.concat(applied.writes().stream(), deleted.writes().stream())
                        .toList(),
                applied.change());
    }

    private static FoldResult apply(LogRecord record, Topic<?> kind, Fold table) {
        var id = kind.id(record.key()).orElseThrow();
        return table.apply(record.withKey(id)).withKeyPrefix(kind.keyPrefix());
    }

    @Override
    public List<Change> changesSince(Fold older) {
        var other = (ClusterLogFold) older;
        return Stream.of(
                        silences.changesSince(other.silences),
                        members.changesSince(other.members),
                        slots.changesSince(other.slots))
                .flatMap(List::stream)
                .toList();
    }
}
