package dev.tocsin.config.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.RenderingHints;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlNode.Mapping;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The configuration that {@code /api/v2/status} shows. */
class RedactedConfigTest {
    private static String shown(String text) {
        return TestConfigs.read("am.yml", text).redacted();
    }

    @Test
    void defaultsAreShownAndMatchersAreNormalised() {
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
    void receiversShowTheDefaultsOfGlobal() {
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
                .as("three receivers over HTTP")
                .isEqualTo(3);
    }

    @Test
    void secretsAreMaskedEverywhere() {
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
    void matchersAreNotMaskedAndNumbersStayNumbers() {
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
    void redactedConfigurationCanBeReadAgain() {
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

    /** Secrets contain "hidden". Other values contain "public", each once. */
    @Test
    void everySecretOfEveryReceiverIsMaskedAndNothingElse() {
        var text = """
                global:
                  {smtp_auth_password: hidden, smtp_auth_secret: hidden, smtp_tls_config: {ca: public-1, cert: public-2, key: hidden},
                   slack_api_url: 'http://hidden', opsgenie_api_key: hidden, victorops_api_key: hidden, telegram_bot_token: hidden,
                   rocketchat_token: hidden, rocketchat_token_id: hidden, wechat_api_secret: hidden, mattermost_webhook_url: 'http://hidden',
                   pagerduty_url: 'http://u:hidden@public-3', webex_api_url: 'http://u:hidden@public-4', wechat_api_corp_id: public-5,
                   http_config: {basic_auth: {username: public-6, password: hidden}, proxy_url: 'http://u:hidden@public-7',
                     proxy_connect_header: {Proxy-A: [hidden]}, http_headers: {X-A: {values: [hidden], secrets: [hidden], files: [public-8]}}}}
                route: {receiver: a}
                receivers:
                - name: a
                  webhook_configs:
                  - {url: 'http://hidden', payload: {text: hidden}, http_config: {authorization: {credentials: hidden}}}
                  - {url: 'http://hidden', http_config: {bearer_token: hidden}}
                  - {url_file: public-9, http_config: {oauth2: {client_id: public-10, client_secret: hidden,
                      token_url: 'http://u:hidden@public-11', endpoint_params: {password: hidden}}}}
                  - {url: 'http://hidden', http_config: {oauth2: {client_id: i, token_url: 'http://t', client_certificate_key: hidden,
                      client_certificate_key_id: public-12, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer'}}}
                  pagerduty_configs: [{url: 'http://public-13', routing_key: hidden, client_url: 'http://u:hidden@public-14'}, {service_key: hidden}]
                  opsgenie_configs: [{api_url: 'http://public-15', api_key: hidden, details: {token: public-16}}]
                  wechat_configs: [{api_url: 'http://public-17', api_secret: hidden}]
                  slack_configs: [{api_url: 'http://hidden', icon_url: 'http://public-18', actions: [{type: b, text: t, url: 'http://hidden'}]},
                    {app_token: hidden, app_url: 'http://public-19', http_config: {}}]
                  victorops_configs: [{api_url: 'http://public-20', api_key: hidden, routing_key: hidden}]
                  pushover_configs: [{user_key: hidden, token: hidden, url: 'http://public-21'}]
                  sns_configs: [{api_url: 'http://public-22', topic_arn: t, sigv4: {region: r, access_key: hidden, secret_key: hidden}}]
                  telegram_configs: [{api_url: 'http://public-23', bot_token: hidden, chat_id: 5}]
                  discord_configs: [{webhook_url: 'http://hidden', avatar_url: 'http://public-24'}]
                  webex_configs: [{api_url: 'http://public-25', room_id: r}]
                  msteams_configs: [{webhook_url: 'http://hidden'}]
                  msteamsv2_configs: [{webhook_url: 'http://hidden'}]
                  jira_configs: [{api_url: 'http://public-26', project: p, issue_type: b}]
                  incidentio_configs: [{url: 'http://public-27', alert_source_token: hidden, http_config: {}}]
                  rocketchat_configs: [{api_url: 'http://public-28', token: hidden, token_id: hidden, actions: [{url: 'http://hidden'}]}]
                  mattermost_configs: [{webhook_url: 'http://hidden', attachments: [{image_url: 'http://public-29'}]}]
                  email_configs: [{to: a@b, from: c@d, smarthost: 'h:1', auth_password: hidden, auth_secret: hidden, tls_config: {cert: public-30, key: hidden}}]
                tracing: {endpoint: public-31, tls_config: {key: hidden, cert: c}, headers: {A: {secrets: [hidden]}}}
                event_recorder: {webhook_outputs: [{name: public-32, url: 'http://hidden', http_config: {basic_auth: {password: hidden}}}],
                  kafka_outputs: [{brokers: [public-33], tls_config: {key: hidden, cert: c}}]}
                """;
        assertThat(shown(text))
                .doesNotContain("hidden")
                .contains(IntStream.rangeClosed(1, 33)
                        .mapToObj(i -> "public-" + i)
                        .toArray(String[]::new));
    }

    @Test
    void anyKeyThatIsReadAsASecretIsMasked() {
        var hints = new RenderingHints(true);
        var problems = new ProblemCollector(hints);
        var document =
                Mapping.read("am.yml", "receivers: [{new_configs: [{passphrase: hidden, name: public}]}]", problems);
        var receiver = new YamlMap(document, "", problems).items("receivers").get(0);
        var integration = receiver.map().items("new_configs").get(0).map();
        SecretReader.secret(integration, "passphrase");
        assertThat(RedactedConfig.render(document, hints)).contains("passphrase: <secret>\n", "name: public\n");
    }
}
