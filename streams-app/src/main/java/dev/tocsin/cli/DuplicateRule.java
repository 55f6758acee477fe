package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.labels.Labels;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;

/** A name and labels that several rules have, so that they may write the same series. */
record DuplicateRule(String name, Labels labels) {
    /** All duplicates among the rules of the groups, each once. */
    static List<DuplicateRule> findIn(Collection<RuleGroup> groups) {
        var seen = new HashSet<DuplicateRule>();
        var duplicates = new LinkedHashSet<DuplicateRule>();
        for (var group : groups) {
            for (var rule : group.rules()) {
                var one = new DuplicateRule(rule.name(), Labels.of(rule.labels()));
                if (!seen.add(one)) {
                    duplicates.add(one);
                }
            }
        }
        return List.copyOf(duplicates);
    }

    /** The name and labels as a selector. */
    @Override
    public String toString() {
        return name + (labels.isEmpty() ? "" : labels.toString());
    }
}
