package dev.tocsin.evaluation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.yaml.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules with data sources in rule files. */
class DataSourceRuleTest {
    @Test
    void aRuleHasTheDataSourceOfItsGroupUnlessItNamesAnother() {
        var group = read("""
                groups:
                  - name: orders
                    data_source: mimir
                    rules:
                      - {alert: Up, expr: 'up{'}
                      - {alert: Few, expr: 'SELECT 1 AS value', data_source: db}
                      - {record: r, expr: 'sum(x)'}
                """).get(0);

        assertThat(group.rules())
                .extracting(rule -> rule.expression().dataSource())
                .containsExactly("mimir", "db", "mimir");
        assertThat(group.rules())
                .extracting(rule -> rule.expression().text())
                .containsExactly("up{", "SELECT 1 AS value", "sum(x)");
        assertThat(group.dataSources()).containsExactly("db", "mimir");
        assertThat(group.asksDataSources()).isTrue();
    }

    @Test
    void aRuleOverSamplesHasNoDataSource() {
        var group = read("groups: [{name: a, rules: [{alert: A, expr: up}]}]").get(0);
        assertThat(group.asksDataSources()).isFalse();
        assertThat(group.draft().isOfPrometheus()).isTrue();
    }

    @Test
    void anotherDataSourceIsAnotherRule() {
        var one = read("groups: [{name: a, rules: [{alert: A, expr: up, data_source: x}]}]")
                .get(0);
        var other = read("groups: [{name: a, rules: [{alert: A, expr: up, data_source: y}]}]")
                .get(0);
        assertThat(one.rules().get(0).uid()).isNotEqualTo(other.rules().get(0).uid());
        assertThat(one.hasSameDefinitionAs(other)).isFalse();
    }

    @Test
    void theAlertsOfARuleStayWhenItGetsADataSource() {
        var scenario = new RuleGroupScenario(TestRuleGroups.alert("High", "load", "", "")).at("0", "a");
        var draft = new RuleDraft(
                "", "High", "load", "", "", java.util.Map.of(), java.util.Map.of(), "mimir", RuleDraft.States.NONE);
        scenario.edit(draft).at("1m", "a").expect("a FIRING").expectTransitions();
    }

    @Test
    void allMistakesAreToldWithTheirLines() {
        assertThatThrownBy(() -> read("""
                groups:
                  - name: orders
                    data_source: 'my mimir'
                    rules:
                      - alert: A
                        expr: up == 0
                        no_data_state: nodata
                        exec_err_state: Sometimes
                        missing_series_evals_to_resolve: 20000
                        data_source: '-'
                      - record: r
                        expr: up
                        no_data_state: OK
                        exec_err_state: OK
                        missing_series_evals_to_resolve: 2
                  - name: more
                    rules:
                      - alert: B
                        expr: (up == 0)
                        no_data_state: KeepLast
                """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rules.yml:3:5: group")
                .hasMessageContaining("data_source is \"my mimir\", but must be a name of 1 to 63")
                .hasMessageContaining(
                        "no_data_state is \"nodata\" (did you mean NoData?), but must be one of NoData, OK, Alerting, KeepLast")
                .hasMessageContaining(
                        "exec_err_state is \"Sometimes\", but must be one of Error, OK, Alerting, KeepLast")
                .hasMessageContaining("missing_series_evals_to_resolve is 20000, but must be from 1 to 10000")
                .hasMessageContaining("data_source is \"-\"")
                .hasMessageContaining("invalid field 'no_data_state' in recording rule")
                .hasMessageContaining("invalid field 'exec_err_state' in recording rule")
                .hasMessageContaining("invalid field 'missing_series_evals_to_resolve' in recording rule")
                .hasMessageContaining("write the comparison as '== bool'");
    }

    private static List<RuleGroup> read(String text) {
        return RuleFileReader.read("rules.yml", text, "ns", TestRuleGroups.DEFAULTS, UnknownKeys.REJECTED);
    }
}
