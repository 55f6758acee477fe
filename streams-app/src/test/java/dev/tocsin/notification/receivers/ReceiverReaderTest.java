package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.yaml.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations of receivers: values, defaults from {@code global}, and Alertmanager's error messages. */
class ReceiverReaderTest {
    private static List<Integration> read(String global, String configs) {
        var text = "global: {%s}\nroute: {receiver: a}\nreceivers: [{name: a, %s}]\n".formatted(global, configs);
        return TestConfigs.read("am.yml", text).receivers().get(0).integrations();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            email_configs: [null]                         | missing email config
            discord_configs: [null]                       | missing discord config
            kafka_configs: [null]                         | missing kafka config
            slack_configs: [null]                         | no Slack API URL nor App token set either inline or in a file
            opsgenie_configs: [null]                      | no global OpsGenie API Key set either inline or in a file
            wechat_configs: [null]                        | no global Wechat CorpID set
            rocketchat_configs: [null]                    | no global Rocketchat Token set either inline or in a file
            email_configs: [{}]                           | missing to address in email config
            email_configs: [{to: a@b}]                    | no global SMTP from set
            email_configs: [{to: a@b, from: c@d}]         | no global SMTP smarthost set
            email_configs: [{smarthost: 'h:'}]            | address "h:": port cannot be empty
            email_configs: [{smarthost: 'h'}]             | address h: missing port in address
            email_configs: [{headers: {x-a: 1, X-A: 2}}]  | duplicate header "X-A" in email config
            email_configs: [{threading: {enabled: true, thread_by_date: x}}] | threading.thread_by_date must be either 'none' or 'daily'
            email_configs: [{threading: {enabled: true}}] | threading.thread_by_date must be either 'none' or 'daily'
            email_configs: [{threading: {enabled: true}, headers: {references: x}}] | conflicting configuration: threading.enabled conflicts with custom References header
            slack_configs: [{api_url: 'http://a', api_url_file: f}]  | at most one of api_url & api_url_file must be configured
            slack_configs: [{app_token: a, app_token_file: f}]       | at most one of app_token & app_token_file must be configured
            slack_configs: [{app_token: a, api_url: 'http://a'}]     | at most one of api_url/api_url_file & app_token/app_token_file must be configured
            slack_configs: [{app_token: a, http_config: {authorization: {credentials: x}}}] | http authorization can't be set when using Slack App tokens
            slack_configs: [{api_url: 'http://a', update_message: true}] | update_message can only be used with bot tokens. api_url must be set to https://slack.com/api/chat.postMessage
            slack_configs: [{api_url: 'http://a', fields: [{value: x}]}] | missing title in Slack field configuration
            slack_configs: [{api_url: 'http://a', fields: [{title: x}]}] | missing value in Slack field configuration
            slack_configs: [{api_url: 'http://a', actions: [{text: x, url: y}]}] | missing type in Slack action configuration
            slack_configs: [{api_url: 'http://a', actions: [{type: x, url: y}]}] | missing text in Slack action configuration
            slack_configs: [{api_url: 'http://a', actions: [{type: x, text: y}]}] | missing name or url in Slack action configuration
            slack_configs: [{api_url: 'http://a', actions: [{type: x, text: y, name: z, confirm: {title: t}}]}] | missing text in Slack confirmation configuration
            slack_configs: [{api_url: 'ftp://a'}]                    | unsupported scheme "ftp" for URL
            pagerduty_configs: [{}]                                  | missing service or routing key in PagerDuty config
            pagerduty_configs: [{routing_key: a, routing_key_file: f}] | at most one of routing_key & routing_key_file must be configured
            opsgenie_configs: [{api_key: k, responders: [{type: team}]}] | has to have at least one of id, username or name specified
            opsgenie_configs: [{api_key: k, responders: [{id: i, type: x}]}] | type does not match valid options ^(team|teams|user|escalation|schedule)$
            victorops_configs: [{api_key: k}]                        | missing Routing key in VictorOps config
            victorops_configs: [{routing_key: r}]                    | no global VictorOps API Key set
            victorops_configs: [{api_key: k, routing_key: r, custom_fields: {entity_id: x}}] | custom field "entity_id" which cannot be used
            pushover_configs: [{token: t}]                           | one of user_key or user_key_file must be configured
            pushover_configs: [{user_key: u}]                        | one of token or token_file must be configured
            pushover_configs: [{user_key: u, token: t, html: true, monospace: true}] | at most one of monospace & html must be configured
            sns_configs: [{sigv4: {region: r, access_key: a, secret_key: s}}] | must provide either a Target ARN, Topic ARN, or Phone Number for SNS config
            sns_configs: [{topic_arn: t, sigv4: {region: r}}]        | sigv4 has no access_key and secret_key
            telegram_configs: [{chat_id: 1}]                         | missing bot_token or bot_token_file on telegram_config
            telegram_configs: [{bot_token: t}]                       | missing chat_id or chat_id_file on telegram_config
            telegram_configs: [{bot_token: t, chat_id: x}]           | it must be a whole number
            telegram_configs: [{bot_token: t, chat_id: 1, parse_mode: md}] | unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string
            discord_configs: [{}]                                    | one of webhook_url or webhook_url_file must be configured
            webex_configs: [{room_id: r}]                            | missing webex_configs.http_config.authorization
            webex_configs: [{}]                                      | missing room_id on webex_config
            msteams_configs: [{}]                                    | one of webhook_url or webhook_url_file must be configured
            msteamsv2_configs: [{webhook_url: 'http://a', webhook_url_file: f}] | at most one of webhook_url & webhook_url_file must be configured
            jira_configs: [{issue_type: b, api_url: 'http://a'}]     | missing project in jira_config
            jira_configs: [{project: p, api_url: 'http://a'}]        | missing issue_type in jira_config
            jira_configs: [{project: p, issue_type: b}]              | no global Jira Cloud URL set
            incidentio_configs: [{alert_source_token: t}]            | one of url or url_file must be configured
            incidentio_configs: [{url: 'http://a'}]                  | at least one of alert_source_token
            mattermost_configs: [{}]                                 | no global Mattermost webhook URL set either inline or in a file
            kafka_configs: [{}]                                      | missing topic in kafka config
            kafka_configs: [{topic: t, valu: x}]                     | unknown key 'receivers[0].kafka_configs[0].valu'; did you mean 'value'?
            webhook_configs: [{url: 'http://a', http_config: {oauth2: {token_url: 'http://t'}}}]   | oauth2 client_id must be configured
            webhook_configs: [{url: 'http://a', http_config: {oauth2: {client_id: i}}}]            | oauth2 token_url must be configured
            webhook_configs: [{url: 'http://a', http_config: {oauth2: {client_id: i, token_url: t, grant_type: x}}}] | unknown grant_type x
            webhook_configs: [{url: 'http://a', http_config: {oauth2: {client_id: i, token_url: t, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer'}}}] | has no key to sign with
            webhook_configs: [{url: 'http://a', http_config: {oauth2: {client_id: i, token_url: t, client_certificate_key: k, client_certificate_key_file: f}}}] | at most one of client_certificate_key & client_certificate_key_file must be configured
            webhook_configs: [{url: 'http://a', http_config: {oauth2: {client_id: i, token_url: t, signature_algorithm: ES256}}}] | valid signature algorithms are RS256, RS384 and RS512
            webhook_configs: [{url: 'http://a', http_config: {oauth2: {client_id: i, token_url: t, client_certificate_key_ref: r}}}] | client_certificate_key_ref is not supported yet by this version
            webhook_configs: [{url: 'http://a', http_config: {proxy_connect_header: {Proxy-A: [b]}}}] | if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured
            webhook_configs: [{url: 'http://a', http_config: {proxy_url: 'http://p:1', proxy_connect_header: {X-Team: [a]}}}] | proxy_connect_header: header "X-Team" is not supported; name one that begins with Proxy-, such as Proxy-Authorization
            webhook_configs: [{url: 'http://a', http_config: {no_proxy: x}}]                       | if no_proxy is configured, proxy_url must also be configured
            webhook_configs: [{url: 'http://a', http_config: {proxy_url: 'socks5://p:1'}}]         | must begin with http://
            webhook_configs: [{url: 'http://a', http_config: {tls_config: {min_version: TLS9}}}]   | unknown TLS version: TLS9
            webhook_configs: [{url: 'http://a', http_config: {tls_config: {cert: x}}}]             | exactly one of key or key_file must be configured when a client certificate is configured
            """)
    void invalidReceiverIsRejectedWithAlertmanagersMessage(String configs, String problem) {
        assertThatThrownBy(() -> read("", configs))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            slack_app_token: a, slack_app_token_file: b         | at most one of slack_app_token & slack_app_token_file must be configured
            opsgenie_api_key: a, opsgenie_api_key_file: b       | at most one of opsgenie_api_key & opsgenie_api_key_file must be configured
            smtp_auth_secret: a, smtp_auth_secret_file: b       | at most one of smtp_auth_secret & smtp_auth_secret_file must be configured
            slack_app_token: a, slack_api_url_file: b           | at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured
            smtp_smarthost: 'a:'                                | address "a:": port cannot be empty
            jira_api_url: 'ftp://x'                             | unsupported scheme "ftp" for URL
            pagerdutty_url: 'http://x'                          | did you mean 'pagerduty_url'?
            """)
    void globalIsChecked(String global, String problem) {
        assertThatThrownBy(() -> read(global, "labels: {}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void receiversUseDefaultsOfGlobal() {
        var global = """
                http_config: {bearer_token: http}, smtp_from: f@x, smtp_smarthost: 'mail:465', smtp_hello: h, \
                smtp_auth_username: u, smtp_auth_password_file: p, smtp_require_tls: false, opsgenie_api_key: ok, \
                slack_api_url: 'http://slack', telegram_bot_token_file: tf, victorops_api_key: vk, \
                rocketchat_token: rt, rocketchat_token_id: ri, wechat_api_secret: ws, wechat_api_corp_id: wc, \
                mattermost_webhook_url: 'http://mm', jira_api_url: 'http://jira', opsgenie_api_url: 'http://og'""";
        var all = read(global, """
                email_configs: [{to: t@x}], opsgenie_configs: [{}], wechat_configs: [{}], slack_configs: [{}, {api_url: 'http://own'}], \
                victorops_configs: [{routing_key: r}], telegram_configs: [{chat_id: 1}], jira_configs: [{project: p, issue_type: b}], \
                rocketchat_configs: [{}], mattermost_configs: [{}], pagerduty_configs: [{routing_key: r}]""");
        assertThat(all)
                .extracting(one -> one.kind() + one.index())
                .containsExactly(
                        "email0",
                        "pagerduty0",
                        "opsgenie0",
                        "wechat0",
                        "slack0",
                        "slack1",
                        "victorops0",
                        "telegram0",
                        "jira0",
                        "rocketchat0",
                        "mattermost0");
        assertThat(all)
                .filteredOn(one -> !one.sendResolved())
                .extracting(Integration::kind)
                .containsExactly("email", "wechat", "slack", "slack", "rocketchat");
        assertThat(all)
                .filteredOn(HttpIntegration.class::isInstance)
                .allSatisfy(one -> assertThat(one.settings().http().authorization())
                        .isEqualTo(Authorization.bearer(Secret.of("http"))));
        var email = (Email) all.get(0);
        assertThat(email.from()).isEqualTo("f@x");
        assertThat(email.server().usesImplicitTls()).isTrue();
        assertThat(email.server().login()).isEqualTo(new Email.Login("u", Secret.inFile("p"), Secret.NONE, ""));
        assertThat(((Opsgenie) all.get(2)).apiKey()).isEqualTo(Secret.of("ok"));
        assertThat(((Slack) all.get(4)).url()).isEqualTo(Secret.of("http://slack"));
        assertThat(((Slack) all.get(5)).url()).isEqualTo(Secret.of("http://own"));
    }

    @Test
    void slackTokenSelectsTheApp() {
        var slack = (Slack) read("slack_app_token: tok", "slack_configs: [{channel: c, update_message: true}]")
                .get(0);
        assertThat(slack.url()).isEqualTo(Secret.of(Slack.POST_MESSAGE));
        assertThat(slack.appToken()).isEqualTo(Secret.of("tok"));
        assertThat(slack.updates()).isTrue();
    }

    @Test
    void webhookWithAllKeys() {
        var webhooks = TestConfigs.read("am.yml", """
                global: {http_config: {authorization: {credentials: x}}}
                route: {receiver: a}
                receivers:
                  - name: a
                    labels: {name: a}
                    webhook_configs:
                      - {url: http://one/, send_resolved: no, max_alerts: 5, timeout: 1.5s}
                      - url_file: url
                        timeout: 1000000000
                        http_config:
                          basic_auth: {username: u, password_file: password}
                          follow_redirects: false
                          http_headers: {X-Team: {values: [a, b], secrets: [c]}}
                """).receivers().get(0).integrations();
        var first = (Webhook) webhooks.get(0);
        var second = (Webhook) webhooks.get(1);
        assertThat(first.sendResolved()).isFalse();
        assertThat(first.maxAlerts()).isEqualTo(5);
        assertThat(first.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(first.settings().http().authorization()).isEqualTo(Authorization.bearer(Secret.of("x")));
        assertThat(second.index()).isEqualTo(1);
        assertThat(second.url()).isEqualTo(Secret.inFile("url"));
        assertThat(second.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(second.settings().http().authorization())
                .isEqualTo(new Authorization.Basic(Secret.of("u"), Secret.inFile("password")));
        assertThat(second.settings().http().headers())
                .isEqualTo(Map.of("X-Team", List.of(Secret.of("a"), Secret.of("b"), Secret.of("c"))));
        assertThat(second.settings().http().followRedirects()).isFalse();
    }

    @Test
    void toStringContainsNoSecret() {
        var printed = read("", """
                webhook_configs: [{url: 'http://hidden/', http_config: {basic_auth: {username: u, password: hidden}}}], \
                pagerduty_configs: [{routing_key: hidden}], email_configs: [{to: a@b, from: c@d, smarthost: 'h:1', auth_password: hidden}]""").toString();
        assertThat(printed).doesNotContain("hidden");
    }
}
