package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The changes that applying rule groups makes.
 *
 * @param updated added or changed groups
 * @param removed keys of removed groups
 * @param lines one line of output per group
 */
record RuleGroupChanges(List<RuleGroupDraft> updated, List<String> removed, List<String> lines) {
    /** @param pruned namespaces from which all other groups are removed */
    static RuleGroupChanges of(
            Map<String, ReplicaEntry<RuleGroup>> before, List<RuleGroup> wanted, Set<String> pruned) {
        var updated = new ArrayList<RuleGroupDraft>();
        var lines = new ArrayList<String>();
        for (var group : wanted) {
            var verdict = changeKind(Optional.ofNullable(before.get(group.key())), group);
            if (!verdict.equals("unchanged")) {
                updated.add(group.draft());
            }
            lines.add("%-9s %s".formatted(verdict, group.key()));
        }
        var kept = wanted.stream().map(RuleGroup::key).collect(Collectors.toSet());
        var removed = before.entrySet().stream()
                .filter(entry -> pruned.contains(namespace(entry.getKey(), entry.getValue())))
                .map(Map.Entry::getKey)
                .filter(key -> !kept.contains(key))
                .toList();
        removed.forEach(key -> lines.add("%-9s %s".formatted("removed", key)));
        return new RuleGroupChanges(updated, removed, lines);
    }

    /** The namespace of the group. If the group is invalid, it is taken from the key. */
    static String namespace(String key, ReplicaEntry<RuleGroup> entry) {
        return entry.value().map(RuleGroup::namespace).orElse(key.substring(0, Math.max(0, key.indexOf('/'))));
    }

    private static String changeKind(Optional<ReplicaEntry<RuleGroup>> before, RuleGroup now) {
        if (before.isEmpty()) {
            return "added";
        }
        var same = before.get().rejected().isEmpty()
                && before.get().value().map(RuleGroup::draft).equals(Optional.of(now.draft()));
        return same ? "unchanged" : "changed";
    }
}
