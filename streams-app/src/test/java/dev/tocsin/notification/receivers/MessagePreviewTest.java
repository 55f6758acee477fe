package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.alertmanager.TestConfigs;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Previews of each kind of integration, whose secrets all contain the text topsecret. */
class MessagePreviewTest {
    private static final Map<String, String> CONFIGS = Map.ofEntries(
            Map.entry("webhook", "{url: 'http://x/topsecret'}"),
            Map.entry("email", "{to: a@x, from: b@x, smarthost: 'm:25', auth_username: u, auth_password: topsecret}"),
            Map.entry("pagerduty", "{routing_key: topsecret}"),
            Map.entry("opsgenie", "{api_key: topsecret}"),
            Map.entry("wechat", "{api_secret: topsecret, corp_id: c, to_user: me}"),
            Map.entry("slack", "{api_url: 'http://x/topsecret', channel: '#ops'}"),
            Map.entry("victorops", "{api_key: topsecret, routing_key: team}"),
            Map.entry("pushover", "{user_key: topsecret, token: topsecret}"),
            Map.entry(
                    "sns",
                    "{topic_arn: 'arn:aws:sns:eu:1:t', sigv4: {region: eu, access_key: AK, secret_key: topsecret}}"),
            Map.entry("telegram", "{bot_token: topsecret, chat_id: 1}"),
            Map.entry("discord", "{webhook_url: 'http://x/topsecret'}"),
            Map.entry("webex", "{room_id: r, http_config: {authorization: {credentials: topsecret}}}"),
            Map.entry("msteams", "{webhook_url: 'http://x/topsecret'}"),
            Map.entry("msteamsv2", "{webhook_url: 'http://x/topsecret'}"),
            Map.entry("incidentio", "{url: 'http://x/i', alert_source_token: topsecret}"),
            Map.entry("rocketchat", "{token: topsecret, token_id: topsecret, channel: '#ops'}"),
            Map.entry("jira", """
                    {api_url: 'http://x/rest/api/2', project: OPS, issue_type: Bug, \
                    http_config: {basic_auth: {username: u, password: topsecret}}}"""),
            Map.entry("mattermost", "{webhook_url: 'http://x/topsecret'}"),
            Map.entry("kafka", "{topic: alerts}"));

    private static MessagePreview preview(String kind, String config) {
        var receivers = TestConfigs.read("am.yml", """
                route: {receiver: team}
                receivers: [{name: team, %s_configs: [%s]}]
                """.formatted(kind, config)).receivers();
        var integration = receivers.get(0).integrations().get(0);
        return MessagePreview.of(
                integration, TestNotifications.firing(), TestNotifications.AT, TestNotifications.EMPTY_CONTEXT.yaml());
    }

    @Test
    void noPreviewHasASecret() {
        assertThat(CONFIGS.keySet()).isEqualTo(new TreeSet<>(ReceiverReader.kinds()));
        CONFIGS.forEach((kind, config) -> {
            var preview = preview(kind, config);
            assertThat(preview.toString()).as(kind).doesNotContain("topsecret");
            assertThat(preview.content().isEmpty())
                    .as("%s: %s", kind, preview)
                    .isNotEqualTo(preview.problem().isEmpty());
        });
    }

    @Test
    void mostKindsHaveAContent() {
        var without = CONFIGS.entrySet().stream()
                .filter(one -> preview(one.getKey(), one.getValue()).content().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        // They ask the receiver before they send.
        assertThat(without).containsExactly("jira", "wechat");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            email     | Subject: [FIRING:2]
            webhook   | "status":"firing"
            pushover  | token=<secret>
            kafka     | "status":"firing"
            """)
    void theContentIsThatOfTheMessage(String kind, String part) {
        assertThat(preview(kind, CONFIGS.get(kind)).content()).contains(part);
    }

    @Test
    void aPayloadOfTheConfigurationIsNotShown() {
        var preview = preview("webhook", "{url: 'http://x/', payload: {token: topsecret}}");
        assertThat(preview.content()).isEmpty();
        assertThat(preview.problem())
                .isEqualTo("the payload of the configuration can contain secrets, so it is not shown");
    }

    @Test
    void filesOfSecretsAreNotRead() {
        assertThat(preview("pagerduty", "{routing_key_file: /topsecret}").content())
                .contains("\"routing_key\":\"\\u003csecret\\u003e\"");
    }
}
