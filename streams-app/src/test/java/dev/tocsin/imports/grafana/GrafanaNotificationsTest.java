package dev.tocsin.imports.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.yaml.Problem;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contact points, notification policies, mute timings and templates of Grafana as an Alertmanager configuration. */
class GrafanaNotificationsTest {
    private static final String POLICY = "policies: [{receiver: team}]\n";

    private static GrafanaResult translate(String text) {
        return GrafanaImport.translate(
                Map.of("alerts.yaml", text), new GrafanaOptions(false, 1, Map.of()), promql -> Optional.empty());
    }

    private static String config(String text) {
        var result = translate(text);
        assertThat(result.refused()).extracting(Problem::toString).isEmpty();
        return result.alertmanager().orElseThrow();
    }

    private static String contactPoint(String type, String settings) {
        return POLICY
                + "contactPoints: [{name: team, receivers: [{uid: u, type: %s, settings: {%s}}]}]\n"
                        .formatted(type, settings);
    }

    @Test
    void policiesAreRoutes() {
        assertThat(config("""
                contactPoints:
                  - {orgId: 1, name: team, receivers: [{uid: u, type: webhook, settings: {url: "http://a/"}}]}
                  - {orgId: 1, name: none, receivers: []}
                policies:
                  - orgId: 1
                    receiver: team
                    group_by: ['...']
                    routes:
                      - receiver: none
                        matchers: ['severity =~ "a|b"']
                        object_matchers: [[team, =, x], [a b, '!=', 'q"']]
                        continue: true
                        group_wait: 10s
                        mute_time_intervals: [nights]
                muteTimes:
                  - {orgId: 1, name: nights, time_intervals: [{times: [{start_time: "22:00", end_time: "24:00"}], weekdays: ['monday:friday'], location: Europe/Berlin}]}
                """)).isEqualTo("""
                route:
                  receiver: team
                  group_by:
                  - '...'
                  routes:
                  - receiver: none
                    matchers:
                    - severity =~ "a|b"
                    - team = "x"
                    - '"a b" != "q\\""'
                    continue: true
                    mute_time_intervals:
                    - nights
                    group_wait: 10s
                receivers:
                - name: team
                  webhook_configs:
                  - url: http://a/
                    send_resolved: true
                - name: none
                time_intervals:
                - name: nights
                  time_intervals:
                  - times:
                    - start_time: '22:00'
                      end_time: '24:00'
                    weekdays:
                    - monday:friday
                    location: Europe/Berlin
                """);
    }

    @Test
    void receiverOfARuleStandsBeforeThePolicies() {
        assertThat(config(POLICY + """
                contactPoints: [{name: team, receivers: []}]
                groups:
                  - name: g
                    folder: Team
                    rules:
                      - title: Down
                        condition: A
                        data: [{refId: A, datasourceUid: p, model: {expr: up, instant: true}}]
                        notification_settings: {receiver: team, group_by: [a], group_wait: 5s}
                """)).contains("""
                  routes:
                  - receiver: team
                    matchers:
                    - alertname = "Down"
                    - grafana_folder = "Team"
                    group_by:
                    - a
                    - grafana_folder
                    - alertname
                    group_wait: 5s
                """);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "slack; url: 'http://s', recipient: '#a', title: T, text: X; slack_configs,api_url: http://s,channel: '#a',title: T,text: X",
                "slack; token: $SLACK, recipient: a; app_token: ${env:SLACK}",
                "pagerduty; integrationKey: k, severity: critical, details: {a: b}; pagerduty_configs,routing_key: k,severity: critical",
                "opsgenie; apiKey: k, apiUrl: 'https://api.eu.opsgenie.com/v2/alerts', autoClose: true; api_key: k,api_url: https://api.eu.opsgenie.com/",
                "teams; url: 'http://t', message: M; msteamsv2_configs,webhook_url: http://t,text: M",
                "telegram; bottoken: b, chatid: '-12', parse_mode: None; bot_token: b,chat_id: -12,parse_mode: ''",
                "discord; url: 'http://d', use_discord_username: false; webhook_url: http://d",
                "pushover; userKey: u, apiToken: t, retry: 30; user_key: u,token: t,retry: 30s",
                "victorops; url: 'https://alert.victorops.com/integrations/generic/20131114/alert/KEY/ROUTE'; api_url: https://alert.victorops.com/integrations/generic/20131114/alert/,api_key: KEY,routing_key: ROUTE",
                "webex; room_id: r, bot_token: t; room_id: r,credentials: t",
                "sns; topic_arn: a, sigv4: {region: eu}; topic_arn: a,region: eu",
                "webhook; url: 'http://w', username: u, password: $$p, maxAlerts: 3; username: u,password: $p,max_alerts: 3",
                "webhook; url: 'http://w', authorization_credentials: c, headers: {X-A: b}; credentials: c,X-A:",
                "jira; api_url: 'http://j', project: P, user: u, password: p; jira_configs,project: P,username: u",
                "slack; url: 'http://s', title: '{{ template \"default.title\" . }}'; api_url: http://s"
            })
    void contactPointIsAReceiver(String type, String settings, String expected) {
        assertThat(config(contactPoint(type, settings)))
                .contains(expected.split(","))
                .contains("send_resolved: true");
    }

    @Test
    void eachAddressGetsAMailOfItsOwnUnlessTheMailIsSingle() {
        assertThat(config(contactPoint("email", "addresses: 'a@x;b@x'"))).contains("- to: a@x", "- to: b@x");
        assertThat(config(contactPoint("email", "addresses: 'a@x;b@x', singleEmail: true")))
                .contains("- to: a@x, b@x");
    }

    @Test
    void resolvedMessagesCanBeDisabled() {
        assertThat(
                        config(
                                POLICY
                                        + "contactPoints: [{name: team, receivers: [{type: discord, disableResolveMessage: true, settings: {url: 'http://d'}}]}]"))
                .contains("send_resolved: false");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "threema; gateway_id: g; contact points of the type 'threema' have no equivalent",
                "slack; url: 'http://s', mentionUsers: u1; 'mentionUsers' of a slack has no equivalent",
                "slack; url: '[REDACTED]'; the value of 'url' is masked in this export",
                "webhook; url: 'http://w', httpMethod: PUT; 'httpMethod: PUT' of a webhook has no equivalent",
                "webhook; url: 'http://w', hmacConfig: {secret: s}; 'hmacConfig' of a webhook has no equivalent",
                "discord; url: 'http://d', message: '{{ .SilenceURL }}'; the template uses '.SilenceURL', which only Grafana has"
            })
    void whatHasNoEquivalentIsNamed(String type, String settings, String message) {
        var result = translate(contactPoint(type, settings));
        assertThat(result.refused()).extracting(Problem::message).containsExactly(message);
        assertThat(result.alertmanager().orElseThrow())
                .as("the route stays valid")
                .contains("- name: team")
                .doesNotContain("_configs");
    }

    @Test
    void templatesAreFiles() {
        var result = translate(POLICY + """
                templates:
                  - {orgID: 1, name: my title, template: '{{ define "x" }}{{ .CommonLabels.a }}{{ end }}'}
                  - {orgID: 1, name: values, template: '{{ define "y" }}{{ .Values }}{{ end }}'}
                """);
        assertThat(result.templates())
                .containsExactly(Map.entry("my-title.tmpl", "{{ define \"x\" }}{{ .CommonLabels.a }}{{ end }}"));
        assertThat(result.alertmanager().orElseThrow()).contains("- templates/*.tmpl");
        assertThat(result.refused())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("'.Values', which only Grafana has");
    }
}
