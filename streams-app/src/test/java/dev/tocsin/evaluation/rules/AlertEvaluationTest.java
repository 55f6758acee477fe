package dev.tocsin.evaluation.rules;

import static dev.tocsin.evaluation.rules.TestRuleGroups.alert;
import static dev.tocsin.evaluation.rules.TestRuleGroups.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Evaluation of alerting rules over several ticks. */
class AlertEvaluationTest {
    @Test
    void alertFiresAfterItsForDuration() {
        new RuleGroupScenario(alert("HighLoad", "load", "2m", ""))
                .at("0")
                .expect()
                .at("1m", "a")
                .expect("a PENDING")
                .expectTransitions("a INACTIVE>PENDING")
                .at("2m", "a")
                .expect("a PENDING")
                .expectTransitions()
                .at("3m", "a")
                .expect("a FIRING")
                .expectTransitions("a PENDING>FIRING")
                .at("4m", "a")
                .expect("a FIRING")
                .expectTransitions();
    }

    @Test
    void alertWithoutForFiresAtOnce() {
        new RuleGroupScenario(alert("HighLoad", "load", "", "")).at("0", "a").expectTransitions("a INACTIVE>FIRING");
    }

    @Test
    void pendingAlertIsDeletedWhenItsConditionEnds() {
        new RuleGroupScenario(alert("HighLoad", "load", "2m", ""))
                .at("0", "a")
                .at("1m")
                .expect()
                .expectTransitions("a PENDING>INACTIVE")
                .at("2m", "a")
                .expect("a PENDING");
    }

    @Test
    void resolvedAlertIsKeptFor15Minutes() {
        new RuleGroupScenario(alert("HighLoad", "load", "", ""))
                .at("0", "a")
                .at("1m")
                .expect("a RESOLVED")
                .expectTransitions("a FIRING>RESOLVED")
                .at("16m")
                .expect("a RESOLVED")
                .expectTransitions()
                .at("17m")
                .expect()
                .expectTransitions("a RESOLVED>INACTIVE");
    }

    @Test
    void resolvedAlertThatFiresAgainIsANewEpisode() {
        var scenario = new RuleGroupScenario(alert("HighLoad", "load", "1m", ""))
                .at("0", "a")
                .at("1m", "a")
                .at("2m")
                .expect("a RESOLVED")
                .at("3m", "a")
                .expectTransitions("a RESOLVED>PENDING")
                .at("4m", "a")
                .expectTransitions("a PENDING>FIRING");
        assertThat(scenario.alert().state())
                .isEqualTo(new AlertState.Firing(RuleGroupScenario.time("3m"), RuleGroupScenario.time("4m")));
    }

    @Test
    void keepFiringForBridgesAGap() {
        new RuleGroupScenario(alert("HighLoad", "load", "", "3m"))
                .at("0", "a")
                .at("1m")
                .expect("a RECOVERING")
                .at("2m", "a")
                .expectTransitions("a RECOVERING>FIRING")
                .at("3m")
                .at("5m")
                .expect("a RECOVERING")
                .at("6m")
                .expectTransitions("a RECOVERING>RESOLVED");
    }

    @Test
    void raisedForMakesAFiringAlertPending() {
        var scenario = new RuleGroupScenario(alert("HighLoad", "load", "1m", ""))
                .at("0", "a")
                .at("1m", "a")
                .expect("a FIRING")
                .edit(alert("HighLoad", "load", "5m", ""))
                .at("2m", "a")
                .expectTransitions("a FIRING>PENDING");
        var resolved = scenario.last().transitions().get(0).toAlert("http://t").orElseThrow();
        assertThat(resolved.startsAt()).isEqualTo(RuleGroupScenario.time("1m"));
        assertThat(resolved.endsAt()).isEqualTo(RuleGroupScenario.time("2m"));
        scenario.at("5m", "a").expectTransitions("a PENDING>FIRING");
    }

    @Test
    void duplicateAlertLabelsFailAndKeepTheState() {
        new RuleGroupScenario(
                        labelled(alert("HighLoad", "load", "", ""), Map.of("host", "", "instance", "x"), Map.of()))
                .at("0", "a")
                .expect("x FIRING")
                .at("1m", "a", "b")
                .expect("x FIRING")
                .expectTransitions()
                .expectRecorded()
                .expectHealth(
                        RuleHealth.Kind.ERR,
                        "vector contains metrics with the same labelset after applying alert labels")
                .at("2m", "a")
                .expectHealth(RuleHealth.Kind.OK, "");
    }

    @Test
    void failedQueryKeepsTheState() {
        new RuleGroupScenario(alert("HighLoad", "load", "", ""))
                .at("0", "a")
                .fails("1m", "query timed out")
                .expect("a FIRING")
                .expectTransitions()
                .expectRecorded()
                .expectHealth(RuleHealth.Kind.ERR, "query timed out")
                .at("2m")
                .expect("a RESOLVED");
    }

    @Test
    void ruleOverItsLimitResolvesItsAlerts() {
        var group = TestRuleGroups.valid(TestRuleGroups.draft(2, alert("HighLoad", "load", "1m", "")));
        new RuleGroupScenario(group)
                .at("0", "a")
                .at("1m", "a", "b")
                .expect("a FIRING", "b PENDING")
                .at("2m", "a", "b", "c")
                .expectHealth(RuleHealth.Kind.ERR, "exceeded limit of 2 with 3 alerts")
                .expectTransitions("a FIRING>RESOLVED", "b PENDING>INACTIVE")
                .expectRecorded()
                .at("3m", "a", "b")
                .expect("a PENDING", "b PENDING");
    }

    @Test
    void restartKeepsStatesAndTimes() {
        new RuleGroupScenario(alert("HighLoad", "load", "3m", "2m"))
                .at("0", "a", "b")
                .restart()
                .at("3m", "a")
                .expect("a FIRING")
                .restart()
                .at("4m")
                .expect("a RECOVERING")
                .restart()
                .at("6m")
                .expectTransitions("a RECOVERING>RESOLVED")
                .restart()
                .at("7m")
                .expect("a RESOLVED")
                .expectTransitions();
    }

    @Test
    void editedExpressionKeepsAlertsThatStillHold() {
        new RuleGroupScenario(alert("HighLoad", "load", "2m", ""))
                .at("0", "a", "b")
                .at("1m", "a", "b")
                .edit(alert("HighLoad", "load > 1", "2m", ""))
                .expect("a PENDING", "b PENDING")
                .at("2m", "a")
                .expectTransitions("a PENDING>FIRING", "b PENDING>INACTIVE")
                .edit(alert("HighLoad", "load > 2", "2m", ""))
                .at("3m", "a")
                .expectTransitions()
                .edit(alert("HighLoad", "load > 3", "2m", ""))
                .at("4m")
                .expectTransitions("a FIRING>RESOLVED");
    }

    @Test
    void editedExpressionEndsNeitherAlertsNorSeries() {
        var scenario = new RuleGroupScenario(alert("HighLoad", "load", "", "")).at("0", "a");
        var transfer = transfer(scenario, alert("HighLoad", "load > 1", "", ""));
        assertThat(transfer.finalTransitions()).isEmpty();
        assertThat(transfer.staleMarkers()).isEmpty();
        assertThat(transfer.state().rules()).hasSize(1);
        assertThat(transfer.state().rules().values()).allSatisfy(rule -> {
            assertThat(rule.alerts()).hasSize(1);
            assertThat(rule.writtenSeries()).hasSize(2);
            assertThat(rule.health()).isEqualTo(RuleHealth.UNKNOWN);
        });
    }

    @Test
    void otherNamesLabelsAndKindsOfRulesResolveTheAlerts() {
        var rule = alert("HighLoad", "load", "", "");
        var edits = List.of(
                alert("Other", "load", "", ""),
                TestRuleGroups.labelled(rule, Map.of("severity", "page"), Map.of()),
                TestRuleGroups.record("HighLoad", "load", Map.of()));
        for (var edited : edits) {
            var scenario = new RuleGroupScenario(rule).at("0", "a");
            var transfer = transfer(scenario, edited);
            assertThat(transfer.state()).isEqualTo(GroupState.INITIAL);
            assertThat(transfer.finalTransitions()).singleElement().satisfies(end -> {
                assertThat(end.after().state()).isInstanceOf(AlertState.Resolved.class);
                assertThat(end.tick()).isEqualTo(RuleGroupScenario.time("1m"));
            });
            assertThat(transfer.staleMarkers()).hasSize(2).allMatch(RecordedSample::isStaleMarker);
            assertThat(scenario.state().end(RuleGroupScenario.time("1m"))).isEqualTo(transfer);
        }
    }

    @Test
    void rulesOfTheSameNameAndLabelsContinueInOrder() {
        var before = TestRuleGroups.group(
                alert("A", "x", "", ""), alert("A", "y", "", ""), alert("A", "z", "", ""), alert("B", "x", "", ""));
        var next = TestRuleGroups.group(
                alert("B", "x", "1m", ""),
                alert("A", "y", "", ""),
                alert("A", "x > 1", "", ""),
                alert("A", "z > 1", "", ""));
        var successors = RuleSuccessors.of(before, next);
        assertThat(before.rules())
                .extracting(rule -> successors.find(rule.uid()).orElse(""))
                .containsExactly(
                        next.rules().get(2).uid(),
                        next.rules().get(1).uid(),
                        next.rules().get(3).uid(),
                        next.rules().get(0).uid());
        assertThat(RuleSuccessors.of(next, TestRuleGroups.group(alert("A", "w", "", "")))
                        .find(next.rules().get(2).uid()))
                .isEmpty();
    }

    private static GroupState.Transfer transfer(RuleGroupScenario scenario, RuleDraft edited) {
        return scenario.state()
                .transferTo(scenario.group(), TestRuleGroups.group(edited), RuleGroupScenario.time("1m"));
    }

    @Test
    void alertsOfRemovedRulesAreResolvedOnceAndDeletedLater() {
        var persisted = new RuleGroupScenario(alert("HighLoad", "load", "1m", ""))
                .at("0", "a")
                .at("1m", "a", "b")
                .persisted();
        var ends = terminate(persisted, "2m");
        assertThat(ends)
                .extracting(end -> end.after().state().kind())
                .containsExactlyInAnyOrder(AlertState.Kind.RESOLVED, AlertState.Kind.INACTIVE);
        var resolved = ends.stream()
                .filter(end -> !end.after().state().equals(AlertState.INACTIVE))
                .map(end -> new RuleAlertState(end.ruleUid(), "", end.tick(), end.after()))
                .toList();
        assertThat(terminate(resolved, "3m")).isEmpty();
        assertThat(terminate(resolved, "18m"))
                .hasSize(1)
                .allMatch(end -> end.after().state().equals(AlertState.INACTIVE));
    }

    private static List<Transition> terminate(List<RuleAlertState> states, String time) {
        return states.stream()
                .flatMap(state -> state.terminate(RuleGroupScenario.time(time)).stream())
                .toList();
    }

    @Test
    void queryOffsetAppliesToQueriesAndSamplesOnly() {
        var draft =
                new RuleGroupDraft("app", "node", "1m", "30s", 0, Map.of(), List.of(alert("HighLoad", "load", "", "")));
        var scenario = new RuleGroupScenario(TestRuleGroups.valid(draft)).at("1m", "a");
        assertThat(scenario.queriedBefore("1m")).isEqualTo(Duration.ofSeconds(30));
        assertThat(scenario.last().recorded())
                .allMatch(sample ->
                        sample.sample().time() == RuleGroupScenario.time("30s").toEpochMilli());
        assertThat(scenario.alert().state())
                .isEqualTo(new AlertState.Firing(RuleGroupScenario.time("1m"), RuleGroupScenario.time("1m")));
    }
}
