package dev.tocsin.evaluation.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of an edited group that continue with the state of rules before the edit, by uid. A rule continues as the
 * equal rule. Otherwise it continues as the next rule of the same kind, name and labels, as in Prometheus's
 * {@code CopyState}.
 */
final class RuleSuccessors {
    private final Map<String, String> uids = new HashMap<>();

    private RuleSuccessors() {}

    /** Prometheus identifies a rule of a group by its name and labels. */
    private record Identity(boolean isAlerting, String name, Map<String, String> labels) {
        static Identity of(Rule rule) {
            return new Identity(rule instanceof AlertingRule, rule.name(), rule.labels());
        }
    }

    static RuleSuccessors of(RuleGroup before, RuleGroup next) {
        var successors = new RuleSuccessors();
        var identities = new HashMap<String, Identity>();
        next.rules().forEach(rule -> identities.put(rule.uid(), Identity.of(rule)));
        for (var rule : before.rules()) {
            if (Identity.of(rule).equals(identities.get(rule.uid()))) {
                successors.uids.put(rule.uid(), rule.uid());
            }
        }
        var open = new HashMap<Identity, Deque<String>>();
        for (var rule : next.rules()) {
            if (!successors.uids.containsKey(rule.uid())) {
                open.computeIfAbsent(Identity.of(rule), identity -> new ArrayDeque<>())
                        .add(rule.uid());
            }
        }
        for (var rule : before.rules()) {
            var candidates = open.get(Identity.of(rule));
            if (!successors.uids.containsKey(rule.uid()) && candidates != null && !candidates.isEmpty()) {
                successors.uids.put(rule.uid(), candidates.remove());
            }
        }
        return successors;
    }

    /** The uid of the rule that continues with the state of a rule; empty if the rule was removed. */
    Optional<String> find(String uid) {
        return Optional.ofNullable(uids.get(uid));
    }
}
