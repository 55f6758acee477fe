package dev.tocsin.evaluation.rules;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Groups of rules for tests. */
public final class TestRuleGroups {
    public static final RuleGroupDraft.Defaults DEFAULTS =
            new RuleGroupDraft.Defaults(Duration.ofMinutes(1), Duration.ZERO);

    private TestRuleGroups() {}

    public static RuleDraft alert(String name, String expr, String holdFor, String keepFiringFor) {
        return new RuleDraft("", name, expr, holdFor, keepFiringFor, Map.of(), Map.of());
    }

    public static RuleDraft labelled(RuleDraft rule, Map<String, String> labels, Map<String, String> annotations) {
        return new RuleDraft(
                rule.record(), rule.alert(), rule.expr(), rule.holdFor(), rule.keepFiringFor(), labels, annotations);
    }

    public static RuleDraft record(String name, String expr, Map<String, String> labels) {
        return new RuleDraft(name, "", expr, "", "", labels, Map.of());
    }

    public static RuleGroupDraft draft(long limit, RuleDraft... rules) {
        return new RuleGroupDraft("app", "node", "1m", "", limit, Map.of(), List.of(rules));
    }

    public static RuleGroup group(RuleDraft... rules) {
        return valid(draft(0, rules));
    }

    public static RuleGroup valid(RuleGroupDraft draft) {
        var checked = draft.validate(DEFAULTS);
        if (checked instanceof RuleGroupDraft.ValidationResult.Valid valid) {
            return valid.group();
        }
        throw new AssertionError(checked);
    }
}
