package dev.tocsin.evaluation.rules;

import static dev.tocsin.evaluation.rules.TestRuleGroups.alert;
import static dev.tocsin.evaluation.rules.TestRuleGroups.record;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingEvaluationTest {
    @Test
    void resultIsWrittenWithTheNewNameAndEndsWithAStaleMarker() {
        new RuleGroupScenario(record("load:max", "load", Map.of("team", "x")))
                .at("0", "a=1", "b=2")
                .expectRecorded("load:max{instance=\"a\", team=\"x\"} 1", "load:max{instance=\"b\", team=\"x\"} 2")
                .at("1m", "b=3")
                .expectRecorded("load:max{instance=\"b\", team=\"x\"} 3", "load:max{instance=\"a\", team=\"x\"} end")
                .at("2m", "b=3")
                .expectRecorded("load:max{instance=\"b\", team=\"x\"} 3");
    }

    @Test
    void emptyLabelRemovesALabel() {
        new RuleGroupScenario(record("load:max", "load", Map.of("instance", "")))
                .at("0", "a=1")
                .expectRecorded("load:max{} 1");
    }

    @Test
    void scalarIsOneSeriesWithoutLabels() {
        new RuleGroupScenario(record("one", "1", Map.of()))
                .gives("0", List.of(new Value.Element(Labels.EMPTY, 1)))
                .expectRecorded("one{} 1");
    }

    @Test
    void duplicateLabelsFailAndNothingIsWritten() {
        new RuleGroupScenario(record("load:max", "load", Map.of("instance", "")))
                .at("0", "a")
                .at("1m", "a", "b")
                .expectRecorded()
                .expectHealth(
                        RuleHealth.Kind.ERR,
                        "vector contains metrics with the same labelset after applying rule labels");
    }

    @Test
    void ruleOverItsLimitWritesNothing() {
        new RuleGroupScenario(TestRuleGroups.valid(TestRuleGroups.draft(1, record("load:max", "load", Map.of()))))
                .at("0", "a", "b")
                .expectRecorded()
                .expectHealth(RuleHealth.Kind.ERR, "exceeded limit of 1 with 2 series");
    }

    @Test
    void ruleSeesSamplesOfEarlierRules() {
        new RuleGroupScenario(record("half", "load", Map.of("by", "rule")), alert("Half", "half", "", ""))
                .at("0", "a")
                .expectTransitions("a INACTIVE>FIRING");
    }

    @Test
    void failedRuleDoesNotStopLaterRules() {
        var group =
                TestRuleGroups.group(record("load:max", "load", Map.of("instance", "")), alert("Up", "load", "", ""));
        new RuleGroupScenario(group).at("0", "a", "b").expect("a FIRING", "b FIRING");
    }
}
