package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands read the custom resources of prometheus-operator as they are. */
class KubernetesObjectsTest {
    private static final String TWO_RULES = """
            ---
            # Source: chart/templates/rules.yaml
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata: {name: node, namespace: team-a, labels: {role: alert-rules}}
            spec:
              groups:
                - name: g
                  partial_response_strategy: abort
                  rules: [{alert: A, expr: up == 0}, {record: one, expr: 1}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: other}
            ---
            apiVersion: v1
            kind: List
            items:
              - apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: disk, namespace: team-a}
                spec: {groups: [{name: g, rules: [{alert: B, expr: up == 0}]}]}
            """;

    private static final String CONFIG = """
            apiVersion: monitoring.coreos.com/v1alpha1
            kind: AlertmanagerConfig
            metadata: {name: main, namespace: shop}
            spec:
              route:
                receiver: team
                groupBy: [alertname]
                groupWait: 30s
                repeatInterval: 12h
                matchers:
                  - {name: team, value: a}
                  - {name: severity, value: "page|warn", regex: true}
                routes:
                  - receiver: chat
                    matchers: [{name: env, matchType: "!=", value: prod}]
                    muteTimeIntervals: [nights]
              receivers:
                - name: team
                  webhookConfigs:
                    - sendResolved: true
                      urlSecret: {name: hook, key: url}
                      httpConfig:
                        authorization: {credentials: {name: hook, key: token}}
                        tlsConfig: {ca: {configMap: {name: ca, key: ca.crt}}, insecureSkipVerify: false}
                - name: chat
                  slackConfigs:
                    - apiURL: {name: slack, key: url}
                      channel: '#alerts'
                      titleLink: http://wiki
                  pagerdutyConfigs:
                    - routingKey: {name: pd, key: key}
                      details: [{key: team, value: a}]
              inhibitRules:
                - sourceMatch: [{name: severity, value: page}]
                  targetMatch: [{name: severity, value: warn}]
                  equal: [alertname]
              muteTimeIntervals:
                - name: nights
                  timeIntervals:
                    - times: [{startTime: "22:00", endTime: "24:00"}]
                      daysOfMonth: [{start: 1, end: 15}]
                      weekdays: ['monday:friday']
            """;

    private final CliRunner cli = new CliRunner();

    @TempDir
    private Path dir;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    @Test
    void rulesOfSeveralObjectsHaveNamespacesOfTheirOwn() throws IOException {
        var file = file("k8s.yml", TWO_RULES);
        var checked = cli.run("rules", "check", file);
        assertThat(checked.out()).as(checked.err()).contains("SUCCESS: 3 rules found");
        assertThat(cli.run("rules", "apply", file).out().lines())
                .containsExactly("added     k8s/team-a/node/g", "added     k8s/team-a/disk/g");
        assertThat(cli.run("rules", "sync", file, "--dry-run", "--namespace", "k8s")
                        .out())
                .contains("unchanged k8s/team-a/node/g");
    }

    @Test
    void mistakesOfAllObjectsHaveTheirLines() throws IOException {
        var file = file("k8s.yml", TWO_RULES.replace("expr: up == 0", "expr: up =="));
        assertThat(cli.run("rules", "check", file).err()).contains("k8s.yml:10:", "k8s.yml:22:");
        var misspelt = file("wrong.yml", TWO_RULES.replace("kind: PrometheusRule", "kind: PrometeusRule"));
        assertThat(cli.run("rules", "check", misspelt).err())
                .contains("wrong.yml:4:", "kind 'PrometeusRule' is not known", "did you mean 'PrometheusRule'?");
        var none = file("none.yml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n");
        assertThat(cli.run("rules", "check", none).err())
                .contains("there is no object of kind PrometheusRule in the file");
    }

    @Test
    void configurationIsTheOneThatTheOperatorMakes() throws IOException {
        var file = file("amc.yml", CONFIG);
        var checked = cli.run("config", "check", file);
        assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
        var applied = cli.run("config", "apply", file);
        assertThat(applied.code()).as(applied.err()).isZero();
        var stored = cli.topics.config.orElseThrow().value().orElseThrow().document();
        assertThat(stored).isEqualTo("""
                route:
                  receiver: 'null'
                  routes:
                  - receiver: shop/main/team
                    group_by:
                    - alertname
                    group_wait: 30s
                    repeat_interval: 12h
                    routes:
                    - receiver: shop/main/chat
                      matchers:
                      - env!="prod"
                      mute_time_intervals:
                      - shop/main/nights
                    matchers:
                    - namespace="shop"
                    - team="a"
                    - severity=~"page|warn"
                    continue: true
                receivers:
                - name: 'null'
                - name: shop/main/team
                  webhook_configs:
                  - send_resolved: true
                    url: ${dir:/etc/alertmanager/secrets/hook:url}
                    http_config:
                      authorization:
                        credentials: ${dir:/etc/alertmanager/secrets/hook:token}
                      tls_config:
                        ca_file: /etc/alertmanager/configmaps/ca/ca.crt
                        insecure_skip_verify: false
                - name: shop/main/chat
                  slack_configs:
                  - api_url: ${dir:/etc/alertmanager/secrets/slack:url}
                    channel: '#alerts'
                    title_link: http://wiki
                  pagerduty_configs:
                  - routing_key: ${dir:/etc/alertmanager/secrets/pd:key}
                    details:
                      team: a
                inhibit_rules:
                - source_matchers:
                  - namespace="shop"
                  - severity="page"
                  target_matchers:
                  - namespace="shop"
                  - severity="warn"
                  equal:
                  - alertname
                time_intervals:
                - name: shop/main/nights
                  time_intervals:
                  - times:
                    - start_time: '22:00'
                      end_time: '24:00'
                    days_of_month:
                    - '1:15'
                    weekdays:
                    - monday:friday
                """);
        assertThat(cli.run("config", "apply", file).out()).contains("unchanged alertmanager");
    }

    @Test
    void mistakesOfAConfigurationHaveTheLinesOfTheFile() throws IOException {
        var file = file(
                "amc.yml",
                CONFIG.replace("groupWait: 30s", "groupWait: soon")
                        .replace("sendResolved", "sendResolve")
                        .replace("receiver: chat", "receiver: chats"));
        var seen = cli.run("config", "check", file);
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.out()).contains("amc.yml:8:", "amc.yml:14:", "amc.yml:20:");
        var several = file("two.yml", CONFIG + "---\n" + CONFIG.replace("name: main", "name: other"));
        assertThat(cli.run("config", "check", several).out()).contains(" - 5 routes");
    }
}
