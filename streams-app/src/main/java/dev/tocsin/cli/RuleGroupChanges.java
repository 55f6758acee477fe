package dev.tocsin.cli;

import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.cli.RuleGroupChange.Kind;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The changes that applying rule groups makes.
 *
 * @param changes one for each applied group, then those of removed groups
 * @param lines one line of output per group, and one per added, changed or removed rule of a changed group
 * @param warnings groups that replaced a group with entirely different rules
 */
record RuleGroupChanges(List<RuleGroupChange> changes, List<String> lines, List<String> warnings) {
    /** @param pruned namespaces from which all other groups are removed */
    static RuleGroupChanges of(
            Map<String, ReplicaEntry<RuleGroup>> before, List<RuleGroup> wanted, Set<String> pruned) {
        var changes = new ArrayList<RuleGroupChange>();
        var lines = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        for (var group : wanted) {
            var former = Optional.ofNullable(before.get(group.key()));
            var change = new RuleGroupChange(
                    group.key(), changeKind(former, group), draft(former), Optional.of(group.draft()));
            changes.add(change);
            lines.add("%-9s %s".formatted(change.kind(), group.key()));
            if (change.kind() != Kind.unchanged) {
                former.flatMap(ReplicaEntry::value).ifPresent(old -> describe(old, group, lines, warnings));
            }
        }
        var kept = wanted.stream().map(RuleGroup::key).collect(Collectors.toSet());
        before.forEach((key, entry) -> {
            if (pruned.contains(namespace(key, entry)) && !kept.contains(key)) {
                changes.add(new RuleGroupChange(key, Kind.removed, draft(Optional.of(entry)), Optional.empty()));
                lines.add("%-9s %s".formatted(Kind.removed, key));
            }
        });
        return new RuleGroupChanges(changes, lines, warnings);
    }

    private static Optional<RuleGroupDraft> draft(Optional<ReplicaEntry<RuleGroup>> entry) {
        return entry.flatMap(ReplicaEntry::value).map(RuleGroup::draft);
    }

    boolean isDifferent() {
        return changes.stream().anyMatch(change -> change.kind() != Kind.unchanged);
    }

    /** Makes the changes. Returns the positions of the records, in the order of the changes. */
    List<Position> write(TopicsClient topics, CommandAudit audit, Map<String, ReplicaEntry<RuleGroup>> before) {
        var updated = new ArrayList<RuleGroupDraft>();
        var removed = new ArrayList<String>();
        for (var change : changes) {
            if (change.kind() == Kind.removed) {
                removed.add(change.key());
                audit.add("rules.delete", "rules/" + change.key(), text(before, change.key()), "");
            } else if (change.kind() != Kind.unchanged) {
                var draft = change.after().orElseThrow();
                updated.add(draft);
                audit.add("rules.write", "rules/" + change.key(), text(before, change.key()), draft.toJson());
            }
        }
        var positions = new ArrayList<Position>();
        audit.run(() -> {
            positions.addAll(topics.updateRuleGroups(updated, removed));
            return positions;
        });
        return positions;
    }

    /** The namespace of the group. If the group is invalid, it is taken from the key. */
    static String namespace(String key, ReplicaEntry<RuleGroup> entry) {
        return entry.value().map(RuleGroup::namespace).orElse(key.substring(0, Math.max(0, key.indexOf('/'))));
    }

    /** The text of a group in audit records; empty if it does not exist or is invalid. */
    static String text(Map<String, ReplicaEntry<RuleGroup>> groups, String key) {
        return Optional.ofNullable(groups.get(key))
                .flatMap(ReplicaEntry::value)
                .map(group -> group.draft().toJson())
                .orElse("");
    }

    private static void describe(RuleGroup old, RuleGroup now, List<String> lines, List<String> warnings) {
        var oldRules = rules(old);
        var newRules = rules(now);
        newRules.forEach((name, rules) -> {
            if (!oldRules.containsKey(name)) {
                lines.add("          + " + name);
            } else if (!rules.equals(oldRules.get(name))) {
                lines.add("          ~ " + name);
            }
        });
        oldRules.keySet().stream()
                .filter(name -> !newRules.containsKey(name))
                .forEach(name -> lines.add("          - " + name));
        if (!oldRules.isEmpty() && Collections.disjoint(oldRules.keySet(), newRules.keySet())) {
            warnings.add(("warning: group %s replaced a group with other rules. If that group is of another file,"
                            + " apply that file again with another --namespace")
                    .formatted(now.key()));
        }
    }

    /** The rules by kind and name; several rules of a group can have the same name. */
    private static Map<String, List<RuleDraft>> rules(RuleGroup group) {
        return group.draft().rules().stream()
                .collect(Collectors.groupingBy(
                        rule -> rule.alert().isEmpty() ? "record " + rule.record() : "alert " + rule.alert(),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static Kind changeKind(Optional<ReplicaEntry<RuleGroup>> before, RuleGroup now) {
        if (before.isEmpty()) {
            return Kind.added;
        }
        var same = before.get().rejected().isEmpty()
                && before.get().value().map(RuleGroup::draft).equals(Optional.of(now.draft()));
        return same ? Kind.unchanged : Kind.changed;
    }
}
