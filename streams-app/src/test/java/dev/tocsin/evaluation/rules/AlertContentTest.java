package dev.tocsin.evaluation.rules;

import static dev.tocsin.evaluation.rules.TestRuleGroups.alert;
import static dev.tocsin.evaluation.rules.TestRuleGroups.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Labels, annotations and series of alerts, and the alerts for the notifier. */
class AlertContentTest {
    @Test
    void valueAndAnnotationsAreUpdatedWithoutATransition() {
        var rule = labelled(alert("HighLoad", "load", "", ""), Map.of(), Map.of("summary", "{{ $value }}"));
        var scenario = new RuleGroupScenario(rule).at("0", "a=1").at("1m", "a=2.5");
        assertThat(scenario.alert().value()).isEqualTo(2.5);
        assertThat(scenario.alert().annotations()).containsExactly(Map.entry("summary", "2.5"));
        assertThat(scenario.last().transitions()).isEmpty();
    }

    @Test
    void labelsAreExpandedFromTheOriginalLabels() {
        var labels = Map.of("metric", "{{ $labels.__name__ }}", "instance", "", "alertname", "no", "team", "x");
        var scenario =
                new RuleGroupScenario(labelled(alert("HighLoad", "load", "", ""), labels, Map.of())).at("0", "a");
        assertThat(scenario.alert().labels())
                .isEqualTo(Labels.of("alertname", "HighLoad", "metric", "load", "team", "x"));
    }

    @Test
    void templatesHaveExternalLabelsUrlTimeAndQueries() {
        var text = "{{ $externalLabels.cluster }} {{ $externalURL }} {{ now }} {{ query \"load\" | first | value }}";
        var rule = labelled(alert("HighLoad", "load", "", ""), Map.of(), Map.of("summary", text));
        var scenario = new RuleGroupScenario(rule).at("0", "a=7");
        assertThat(scenario.alert().annotations().get("summary"))
                .isEqualTo("c1 http://tocsin.example.org 1.7672256e+09 7");
    }

    @Test
    void templatesSeeHistograms() {
        var histogram = new Histogram(
                BucketLayout.exponential(0, 0),
                0,
                3,
                2,
                BucketCounts.ofContiguous(1, 3),
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
        var text = "{{ $value }} {{ $value.Sum }} {{ query \"load\" | first | value }}";
        var rule = labelled(alert("HighLoad", "load", "", ""), Map.of(), Map.of("summary", text));
        var element = new Value.Element(Labels.of("instance", "a"), Double.NaN, Optional.of(histogram));
        var scenario = new RuleGroupScenario(rule).gives("0", List.of(element));
        assertThat(scenario.alert().annotations().get("summary"))
                .isEqualTo("{count:3, sum:2, (1,2]:3} 2 {count:3, sum:2, (1,2]:3}");
    }

    @Test
    void failedTemplateExpandsToItsError() {
        var rule = labelled(alert("HighLoad", "load", "", ""), Map.of(), Map.of("summary", "{{ query \"sum(\" }}"));
        var scenario =
                new RuleGroupScenario(rule).at("0", "a").expect("a FIRING").expectHealth(RuleHealth.Kind.OK, "");
        assertThat(scenario.alert().annotations().get("summary"))
                .startsWith("<error expanding template: error executing template __alert_HighLoad: ")
                .endsWith(">");
    }

    @Test
    void notifierGetsFiringAndResolvedAlertsOnly() {
        var scenario = new RuleGroupScenario(alert("HighLoad", "load", "1m", "1m")).at("0", "a");
        assertThat(scenario.alert().toAlert("http://t", RuleGroupScenario.time("0")))
                .isEmpty();
        scenario.at("1m", "a");
        assertThat(alertAt(scenario, "1m").endsAt()).isEqualTo(Alert.NO_END);
        scenario.at("2m").expect("a RECOVERING");
        assertThat(alertAt(scenario, "2m").startsAt()).isEqualTo(RuleGroupScenario.time("1m"));
        assertThat(alertAt(scenario, "2m").hasNoEnd()).isTrue();
        scenario.at("3m");
        assertThat(alertAt(scenario, "3m").endsAt()).isEqualTo(RuleGroupScenario.time("3m"));
    }

    @Test
    void alertSeriesEndWithTheState() {
        var rule = labelled(alert("HighLoad", "load", "1m", ""), Map.of("team", "x"), Map.of());
        var since = RuleGroupScenario.START.getEpochSecond();
        var forState = "ALERTS_FOR_STATE{alertname=\"HighLoad\", instance=\"a\", team=\"x\"} ";
        var pending = "ALERTS{alertname=\"HighLoad\", alertstate=\"pending\", instance=\"a\", team=\"x\"} ";
        var firing = "ALERTS{alertname=\"HighLoad\", alertstate=\"firing\", instance=\"a\", team=\"x\"} ";
        var activeSince = forState + dev.tocsin.notation.GoFloat.general(since);
        new RuleGroupScenario(rule)
                .at("0", "a")
                .expectRecorded(pending + "1", activeSince)
                .at("1m", "a")
                .expectRecorded(firing + "1", activeSince, pending + "end")
                .at("2m")
                .expectRecorded(firing + "end", forState + "end")
                .at("3m")
                .expectRecorded();
    }

    @Test
    void alertSeriesEndAfterARestart() {
        new RuleGroupScenario(alert("HighLoad", "load", "1m", ""))
                .at("0", "a")
                .restart()
                .at("1m")
                .expectRecorded(
                        "ALERTS{alertname=\"HighLoad\", alertstate=\"pending\", instance=\"a\"} end",
                        "ALERTS_FOR_STATE{alertname=\"HighLoad\", instance=\"a\"} end");
    }

    private static Alert alertAt(RuleGroupScenario scenario, String at) {
        return scenario.alert().toAlert("http://t", RuleGroupScenario.time(at)).orElseThrow();
    }
}
