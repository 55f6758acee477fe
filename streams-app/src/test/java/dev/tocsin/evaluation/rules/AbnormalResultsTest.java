package dev.tocsin.evaluation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that distinguish no data, missing series and errors, as Grafana's alerting does. */
class AbnormalResultsTest {
    /**
     * One evaluation a minute. A result is a list of instances, {@code a=0} one whose condition does not hold, {@code -} an
     * empty result, {@code !} an error. The states are those after the last evaluation.
     */
    @ParameterizedTest(name = "{0}/{1}/{2}, for {3}: {4} gives {5}")
    @CsvSource(delimiter = '|', nullValues = ".", textBlock = """
            # no data | error   | missing | for | results              | states
            # Prometheus
            .         | .       | 0       | 0   | a -                  | a RESOLVED
            .         | .       | 0       | 0   | a !                  | a FIRING
            .         | .       | 0       | 2m  | a ! !                | a PENDING
            .         | .       | 0       | 0   | a=0                  | a FIRING
            .         | .       | 0       | 0   | a,b b                | a RESOLVED, b FIRING
            # missing series, where the absence of a series ends the condition
            .         | .       | 1       | 0   | a,b b                | a RESOLVED, b FIRING
            .         | .       | 2       | 0   | a,b b                | a FIRING, b FIRING
            .         | .       | 2       | 0   | a,b b b              | a RESOLVED, b FIRING
            .         | .       | 2       | 0   | a,b b a,b b          | a FIRING, b FIRING
            .         | .       | 3       | 0   | a - -                | a FIRING
            .         | .       | 3       | 0   | a - - -              | a RESOLVED
            .         | .       | 3       | 2m  | a - a                | a FIRING
            .         | .       | 3       | 2m  | a - -                | a PENDING
            .         | .       | 2       | 2m  | a - -                | .
            # values: 0 is a series whose condition does not hold
            OK        | .       | 0       | 0   | a=0                  | .
            OK        | .       | 0       | 0   | a a=0                | a RESOLVED
            OK        | .       | 0       | 0   | a,b=0 a=0,b          | a RESOLVED, b FIRING
            OK        | .       | 0       | 0   | a=NaN                | a FIRING
            OK        | .       | 0       | 0   | a=-1                 | a FIRING
            OK        | .       | 0       | 0   | a,b=0 b=0            | a FIRING
            OK        | .       | 0       | 0   | a,b=0 b=0 b=0        | a RESOLVED
            OK        | .       | 1       | 0   | a,b=0 b=0            | a RESOLVED
            # no data
            NoData    | .       | 0       | 0   | -                    | DatasourceNoData FIRING
            NoData    | .       | 0       | 5m  | -                    | DatasourceNoData FIRING
            NoData    | .       | 0       | 0   | a -                  | a FIRING, DatasourceNoData FIRING
            NoData    | .       | 0       | 0   | a - -                | a RESOLVED, DatasourceNoData FIRING
            NoData    | .       | 0       | 0   | a - a                | a FIRING, DatasourceNoData RESOLVED
            NoData    | .       | 0       | 0   | a - a=0              | a RESOLVED, DatasourceNoData RESOLVED
            NoData    | Error   | 0       | 0   | - !                  | DatasourceNoData RESOLVED, DatasourceError FIRING
            OK        | .       | 0       | 0   | -                    | .
            OK        | .       | 0       | 0   | a -                  | a RESOLVED
            Alerting  | .       | 0       | 0   | -                    | High FIRING
            Alerting  | .       | 0       | 2m  | - -                  | High PENDING
            Alerting  | .       | 0       | 2m  | - - -                | High FIRING
            Alerting  | .       | 0       | 0   | a -                  | a FIRING
            Alerting  | .       | 0       | 2m  | a - -                | a FIRING
            Alerting  | .       | 0       | 0   | - a a                | High RESOLVED, a FIRING
            KeepLast  | .       | 0       | 0   | -                    | .
            KeepLast  | .       | 0       | 0   | a - - - -            | a FIRING
            KeepLast  | .       | 0       | 2m  | a - -                | a FIRING
            KeepLast  | .       | 0       | 0   | a a=0 -              | a RESOLVED
            # errors
            .         | Error   | 0       | 0   | !                    | DatasourceError FIRING
            .         | Error   | 0       | 5m  | !                    | DatasourceError FIRING
            .         | Error   | 0       | 0   | a ! ! !              | a FIRING, DatasourceError FIRING
            .         | Error   | 0       | 0   | a ! a                | a FIRING, DatasourceError RESOLVED
            .         | Error   | 0       | 0   | a ! -                | a RESOLVED, DatasourceError RESOLVED
            .         | OK      | 0       | 0   | a !                  | a RESOLVED
            .         | Alerting | 0      | 0   | !                    | High FIRING
            .         | Alerting | 0      | 2m  | a ! !                | a FIRING
            .         | KeepLast | 0      | 2m  | a ! !                | a FIRING
            .         | KeepLast | 0      | 0   | !                    | .
            KeepLast  | Error    | 0      | 0   | - !                  | DatasourceError FIRING
            KeepLast  | Error    | 0      | 0   | ! -                  | DatasourceError RESOLVED
            """)
    void advances(String noData, String error, long missing, String holdFor, String results, String states) {
        var scenario = scenario(noData, error, missing, holdFor, "");
        evaluate(scenario, results);

        assertThat(states(scenario)).isEqualTo(states == null ? "" : sorted(states));
    }

    @Test
    void keepFiringForContinuesAfterTheCondition() {
        var scenario = scenario(null, "KeepLast", 0, "0", "5m");
        evaluate(scenario, "a -");
        assertThat(states(scenario)).isEqualTo("a RECOVERING");
        scenario.fails("2m", "down");
        assertThat(states(scenario)).as("a gap while recovering").isEqualTo("a RESOLVED");
    }

    @Test
    void anAlertAboutMissingDataHasTheLabelsOfTheRuleAndGrafanasNames() {
        var scenario = scenario("NoData", "Error", 0, "0", "");
        evaluate(scenario, "-");
        var alert = scenario.alert();
        assertThat(alert.labels().asMap())
                .isEqualTo(Map.of(
                        "alertname", "DatasourceNoData",
                        "rulename", "High",
                        "datasource_uid", "mimir",
                        "ref_id", "A",
                        "team", "a"));
        assertThat(alert.annotations()).isEqualTo(Map.of("summary", "value -1"));
    }

    @Test
    void anAlertAboutAnErrorSaysWhy() {
        var scenario = scenario("NoData", "Error", 0, "0", "");
        scenario.fails("0", "data source mimir: status 503");
        var alert = scenario.alert();
        assertThat(alert.labels().get("alertname")).isEqualTo("DatasourceError");
        assertThat(alert.annotations()).containsEntry("Error", "data source mimir: status 503");
        scenario.expectHealth(RuleHealth.Kind.ERR, "data source mimir: status 503");
    }

    @Test
    void aMappedAlertSaysThatThereIsNoData() {
        var scenario = scenario("Alerting", null, 0, "0", "");
        evaluate(scenario, "-");
        assertThat(scenario.alert().annotations()).containsEntry("grafana_state_reason", "NoData");
        assertThat(scenario.alert().value()).isEqualTo(-1);
    }

    /** The count goes on after a restart, because the log has the tick at which the series was missed first. */
    @Test
    void missingSeriesAreCountedAcrossARestart() {
        var scenario = scenario(null, null, 3, "0", "");
        evaluate(scenario, "a - -");
        scenario.restart();
        assertThat(states(scenario)).isEqualTo("a FIRING");
        scenario.at("3m");
        assertThat(states(scenario)).isEqualTo("a RESOLVED");
    }

    private static RuleGroupScenario scenario(
            String noData, String error, long missing, String holdFor, String keepFiringFor) {
        var states = new RuleDraft.States(noData == null ? "" : noData, error == null ? "" : error, missing);
        return new RuleGroupScenario(new RuleDraft(
                "",
                "High",
                "load",
                holdFor,
                keepFiringFor,
                Map.of("team", "a"),
                Map.of("summary", "value {{ $value }}"),
                "mimir",
                states));
    }

    private static void evaluate(RuleGroupScenario scenario, String results) {
        var minute = 0;
        for (var result : results.split(" ")) {
            var time = minute++ + "m";
            if (result.equals("!")) {
                scenario.fails(time, "down");
            } else if (result.equals("-")) {
                scenario.at(time);
            } else {
                scenario.at(time, result.split(","));
            }
        }
    }

    private static String states(RuleGroupScenario scenario) {
        return sorted(scenario.alerts().stream()
                .map(alert -> {
                    var instance = alert.labels().get("instance");
                    var name = instance.isEmpty() ? alert.labels().get("alertname") : instance;
                    return name + " " + alert.state().kind();
                })
                .collect(Collectors.joining(", ")));
    }

    private static String sorted(String states) {
        return Arrays.stream(states.split(", ")).sorted().collect(Collectors.joining(", "));
    }
}
