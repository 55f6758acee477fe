package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Labels;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;

/** A name and labels that more than one rule has, so that they may write the same series. */
public record DuplicateRule(String name, Labels labels) {
    /** Those among the rules of some groups, each once. */
    public static List<DuplicateRule> findIn(Collection<RuleGroup> groups) {
        var seen = new HashSet<DuplicateRule>();
        var twins = new LinkedHashSet<DuplicateRule>();
        for (var group : groups) {
            for (var rule : group.rules()) {
                var one = new DuplicateRule(rule.name(), Labels.of(rule.labels()));
                if (!seen.add(one)) {
                    twins.add(one);
                }
            }
        }
        return List.copyOf(twins);
    }

    /** As a selector would be written. */
    @Override
    public String toString() {
        return name + (labels.isEmpty() ? "" : labels.toString());
    }
}
