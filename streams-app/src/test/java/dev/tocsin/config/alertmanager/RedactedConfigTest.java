package dev.tocsin.config.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people and Alertmanager's tools see of a configuration. */
class RedactedConfigTest {
    private static String shown(String text) {
        return AlertmanagerConfigReader.read("am.yml", text).redacted();
    }

    @Test
    void defaultsAreFilledInAndMatchersAreOfOneNotation() {
        assertThat(shown("""
                route:
                  receiver: hook
                  routes:
                  - matchers: [ ' a = b , c!~"d" ', '"e f"=g']
                    match: {h: i}
                    group_wait: 1m
                receivers:
                - name: hook
                  webhook_configs: [{url: 'http://x'}]
                """)).isEqualTo("""
                global:
                  opsgenie_api_url: https://api.opsgenie.com/
                  pagerduty_url: https://events.pagerduty.com/v2/enqueue
                  resolve_timeout: 5m
                  rocketchat_api_url: https://open.rocket.chat/
                  smtp_hello: localhost
                  smtp_require_tls: true
                  telegram_api_url: https://api.telegram.org
                  victorops_api_url: https://alert.victorops.com/integrations/generic/20131114/alert/
                  webex_api_url: https://webexapis.com/v1/messages
                  wechat_api_url: https://qyapi.weixin.qq.com/cgi-bin/
                  http_config:
                    follow_redirects: true
                    enable_http2: true
                route:
                  receiver: hook
                  routes:
                  - matchers:
                    - a="b"
                    - c!~"d"
                    - '"e f"="g"'
                    match:
                      h: i
                    group_wait: 1m
                    continue: false
                  continue: false
                receivers:
                - name: hook
                  webhook_configs:
                  - url: <secret>
                    send_resolved: true
                    http_config:
                      follow_redirects: true
                      enable_http2: true
                """);
    }

    @Test
    void whatGlobalSaysStandsInReceiversToo() {
        var shown = shown("""
                global:
                  http_config: {proxy_url: 'http://proxy:8080', basic_auth: {username: me, password: hunter2}}
                  opsgenie_api_key_file: /run/key
                  slack_api_url: http://hunter2
                  pagerduty_url: http://me:hunter2@pager.example.org/x
                  smtp_from: tocsin@example.org
                  smtp_smarthost: mail.example.org:25
                  smtp_auth_password: hunter2
                route: {receiver: all}
                receivers:
                - name: all
                  opsgenie_configs: [{}]
                  slack_configs: [{channel: c}]
                  pagerduty_configs: [{routing_key: hunter2}]
                  email_configs: [{to: ops@example.org}]
                """);
        assertThat(shown)
                .doesNotContain("hunter2")
                .contains(
                        " api_key_file: /run/key\n",
                        "    api_url: <secret>\n",
                        "    title: '{{ template \"slack.default.title\" . }}'\n",
                        "    url: http://pager.example.org/x\n",
                        " routing_key: <secret>\n",
                        "    from: tocsin@example.org\n",
                        "    auth_password: <secret>\n");
        assertThat(Pattern.compile("^ {6}proxy_url: ", Pattern.MULTILINE)
                        .matcher(shown)
                        .results()
                        .count())
                .as("of the three that speak HTTP")
                .isEqualTo(3);
    }

    @Test
    void secretsAreHiddenWhereverTheyStand() {
        assertThat(shown("""
                # the old password was hunter2
                global: {http_config: {basic_auth: {username: me, password: &p hunter2}}}
                route: {receiver: *p}
                receivers:
                - name: *p
                - name: hook
                  webhook_configs:
                  - &base
                    url: "https://hooks/hunter2"
                    max_alerts: 5
                    http_config:
                      authorization: {type: Bearer, credentials: hunter2}
                      http_headers:
                        X-Key: {values: [hunter2], secrets: [hunter2, 'hunter2 '], files: [/run/key]}
                  - <<: *base
                    max_alerts: 1
                  - "url": >-
                      http://hunter2
                  slack_configs: [{api_url: 'http://hunter2', text: "a long text that is longer than a line would be if lines were folded at eighty"}]
                event_recorder: {webhook_outputs: [{url: 'http://hunter2'}]}
                """))
                .doesNotContain("hunter2")
                .contains("files:\n          - /run/key\n")
                .contains("a long text that is longer than a line would be if lines were folded at eighty");
    }

    @Test
    void matchersOfRoutesAreNoSecretsAndNumbersStayNumbers() {
        assertThat(shown("""
                route:
                  receiver: r
                  routes: [{matchers: ['token = "url"'], group_by: ['1', "yes"], continue: yes}]
                receivers:
                - name: r
                  telegram_configs: [{bot_token: x, chat_id: -100123}]
                  kafka_configs: [{topic: t}]
                """))
                .startsWith("# kafka_configs are left out")
                .contains("- token=\"url\"\n", "- '1'\n    - 'yes'\n", "continue: yes\n", "chat_id: -100123\n")
                .doesNotContain("topic: t");
    }

    @Test
    void whatIsShownIsReadBackAndShownTheSame() {
        var once = shown("""
                global: {slack_api_url: 'http://x', resolve_timeout: 90s}
                route: {receiver: r, group_by: [a], routes: [{match_re: {a: 'b.*'}, active_time_intervals: [n]}]}
                inhibit_rules: [{source_matchers: [a=b], target_match: {c: d}, equal: [e]}]
                time_intervals: [{name: n, time_intervals: [{weekdays: ['monday:friday'], times: [{start_time: '09:00', end_time: '24:00'}]}]}]
                receivers:
                - name: r
                  slack_configs: [{fields: [{title: t, value: "two\\nlines"}], actions: [{type: button, text: x, url: y}]}]
                  pushover_configs: [{user_key: u, token: t, message: "two\\nlines\\n"}]
                """);
        var readable = once.replace("<secret>", "http://secret");
        assertThat(shown(readable).replace("http://secret", "<secret>")).isEqualTo(once);
    }
}
