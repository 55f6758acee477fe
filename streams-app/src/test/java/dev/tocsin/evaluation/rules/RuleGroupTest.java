package dev.tocsin.evaluation.rules;

import static dev.tocsin.evaluation.rules.TestRuleGroups.alert;
import static dev.tocsin.evaluation.rules.TestRuleGroups.labelled;
import static dev.tocsin.evaluation.rules.TestRuleGroups.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleGroupTest {
    private static List<String> problems(RuleGroupDraft draft) {
        var checked = (RuleGroupDraft.ValidationResult.Invalid) draft.validate(TestRuleGroups.DEFAULTS);
        return checked.problems().stream().map(RuleProblem::toString).toList();
    }

    private static List<String> uids(RuleDraft... rules) {
        return TestRuleGroups.group(rules).rules().stream().map(Rule::uid).toList();
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        var rules = new RuleDraft[] {
            new RuleDraft("a", "b", "1", "", "", Map.of(), Map.of()),
            new RuleDraft("", "", "1", "", "", Map.of(), Map.of()),
            alert("NoExpr", "", "5x", ""),
            new RuleDraft("r", "", "1", "1m", "1m", Map.of("__name__", "x"), Map.of("a", "b")),
            record("r{a}", "1", Map.of()),
            labelled(alert("Bad", "1", "", ""), Map.of("a", "\ud800"), Map.of("", "x")),
        };
        assertThat(problems(new RuleGroupDraft("app", "", "x", "", -1, Map.of("__name__", ""), List.of(rules))))
                .containsExactly(
                        "group \"\": Groupname must not be empty",
                        "group \"\": invalid label name: __name__",
                        "group \"\": invalid field 'interval': not a valid duration string: \"x\"",
                        "group \"\", rule 1, \"b\": only one of 'record' and 'alert' must be set",
                        "group \"\", rule 2, \"\": one of 'record' or 'alert' must be set",
                        "group \"\", rule 3, \"NoExpr\": field 'expr' must be set in rule",
                        "group \"\", rule 3, \"NoExpr\": invalid field 'for': unknown unit \"x\" in duration \"5x\"",
                        "group \"\", rule 4, \"r\": invalid label name: __name__",
                        "group \"\", rule 4, \"r\": invalid field 'annotations' in recording rule",
                        "group \"\", rule 4, \"r\": invalid field 'for' in recording rule",
                        "group \"\", rule 4, \"r\": invalid field 'keep_firing_for' in recording rule",
                        "group \"\", rule 5, \"r{a}\": braces present in the recording rule name; should it be in expr?: r{a}",
                        "group \"\", rule 6, \"Bad\": invalid label value: \ud800",
                        "group \"\", rule 6, \"Bad\": invalid annotation name: ");
    }

    @Test
    void parseErrorHasItsPosition() {
        assertThat(problems(TestRuleGroups.draft(0, alert("Bad", "sum((up)", "", ""))))
                .singleElement()
                .asString()
                .startsWith("group \"node\", rule 1, \"Bad\": could not parse expression: 1:");
    }

    @Test
    void templateErrorHasItsLabel() {
        var rule = labelled(alert("Bad", "up", "", ""), Map.of("a", "{{ nope }}"), Map.of("b", "{{ if }}"));
        assertThat(problems(TestRuleGroups.draft(0, rule)))
                .satisfiesExactly(
                        one -> assertThat(one)
                                .startsWith("group \"node\", rule 1, \"Bad\": label \"a\": error parsing template"),
                        one -> assertThat(one)
                                .startsWith(
                                        "group \"node\", rule 1, \"Bad\": annotation \"b\": error parsing template"));
    }

    @Test
    void defaultsApplyAndRuleLabelsOverrideGroupLabels() {
        var rule = record("r", "1", Map.of("a", "rule"));
        var group = TestRuleGroups.valid(
                new RuleGroupDraft("app", "node", "", "", 0, Map.of("a", "group", "b", "group"), List.of(rule)));
        assertThat(group.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(group.rules().get(0).labels()).isEqualTo(Map.of("a", "rule", "b", "group"));
        assertThat(group.key()).isEqualTo("app/node");
    }

    @Test
    void uidDependsOnNamesExpressionAndLabelsOnly() {
        var original = uids(alert("Up", "up == 0", "", ""));
        assertThat(original).singleElement().asString().matches("app/node/Up/[0-9a-f]{12}");
        assertThat(uids(labelled(alert("Up", "up == 0", "5m", "1m"), Map.of(), Map.of("summary", "down"))))
                .isEqualTo(original);
        assertThat(uids(alert("Up", "up == 1", "", ""))).isNotEqualTo(original);
        assertThat(uids(labelled(alert("Up", "up == 0", "", ""), Map.of("a", "b"), Map.of())))
                .isNotEqualTo(original);
        assertThat(uids(alert("Other", "1", "", ""), alert("Up", "up == 0", "", "")))
                .endsWith(original.get(0));
    }

    @Test
    void equalRulesGetNumberedUids() {
        var twice = uids(alert("Up", "up == 0", "", ""), alert("Up", "up == 0", "1m", ""));
        assertThat(twice).containsExactly(twice.get(0), twice.get(0) + "#2");
    }
}
