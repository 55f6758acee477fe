package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integrations with several requests, or with a fixed URL that no test server can have. */
class HttpIntegrationTest {
    private final ExchangeRunner exchange = new ExchangeRunner();

    @Test
    void slackAppUpdatesItsFirstMessage() {
        var slack = new Slack(
                TestIntegrations.settings("slack"),
                Secret.of(Slack.POST_MESSAGE),
                Secret.of("xoxb"),
                true,
                Slack.DEFAULT_FIELDS.and("channel", "#ops"),
                Slack.Formatting.DEFAULT);
        var response = "{\"ok\":true,\"ts\":\"12.5\",\"channel\":\"C1\"}";
        var first = (DeliveryResult.Delivered) exchange.run(slack, TestNotifications.firing(), response);
        assertThat(first.receiverData()).isEqualTo(Map.of("threadTs", "12.5", "channelId", "C1"));
        var next = TestNotifications.of(
                first.receiverData(),
                TestNotifications.TEMPLATES,
                TestNotifications.firing().alerts().get(0));
        assertThat(exchange.run(slack, next, response)).isEqualTo(first);
        assertThat(exchange.urls())
                .containsExactly(
                        "POST https://slack.com/api/chat.postMessage", "POST https://slack.com/api/chat.update");
        assertThat(exchange.request(0).body()).startsWith("{\"channel\":\"#ops\",\"username\"");
        assertThat(exchange.request(1).body()).startsWith("{\"channel\":\"C1\",\"ts\":\"12.5\",\"username\"");
        assertThat(exchange.request(1).http().authorization()).isEqualTo(Authorization.bearer(Secret.of("xoxb")));
    }

    @Test
    void slackMessageIsSentAlthoughATemplateFails() {
        var slack = new Slack(
                TestIntegrations.settings("slack"),
                Secret.of("http://slack"),
                Secret.NONE,
                false,
                Slack.DEFAULT_FIELDS.and("title", "{{ template \"none\" . }}"),
                Slack.Formatting.DEFAULT);
        assertThat(exchange.run(slack, TestNotifications.firing(), "ok")).isEqualTo(new DeliveryResult.Delivered());
        assertThat(exchange.request(0).body())
                .isEqualTo(
                        "{\"attachments\":[{\"text\":\"\",\"fallback\":\"\","
                                + "\"callback_id\":\"\",\"footer\":\"\",\"mrkdwn_in\":[\"fallback\",\"pretext\",\"text\"]}]}\n");
    }

    @ParameterizedTest(name = "firing {0}: {1}")
    @CsvSource({"true, trigger", "false, resolve"})
    void pagerDutyServiceKeyUsesVersion1(boolean firing, String type) {
        var pagerDuty = new PagerDuty(
                TestIntegrations.settings("pagerduty"),
                "http://unused",
                Secret.NONE,
                Secret.of("service"),
                PagerDuty.DEFAULT_FIELDS,
                Map.of("a", "b"),
                List.of(),
                List.of());
        exchange.run(pagerDuty, firing ? TestNotifications.firing() : TestNotifications.resolved());
        assertThat(exchange.urls())
                .containsExactly("POST https://events.pagerduty.com/generic/2010-04-15/create_event.json");
        var client = firing
                ? "\"client\":\"Alertmanager\",\"client_url\":\"http://am.example:9093/#/alerts?receiver=team-x\","
                : "";
        assertThat(exchange.request(0).body())
                .startsWith("{\"service_key\":\"service\",\"incident_key\":\"%s\",\"event_type\":\"%s\","
                        .formatted(
                                ExchangeRunner.rendererOf(TestNotifications.firing())
                                        .keyHash(),
                                type))
                .endsWith("\"event_action\":\"\",\"payload\":null," + client + "\"details\":{\"a\":\"b\"}}\n");
    }

    @Test
    void pagerDutyEventThatIsTooLargeHasNoDetails() {
        var pagerDuty = new PagerDuty(
                TestIntegrations.settings("pagerduty"),
                "http://pd",
                Secret.of("key"),
                Secret.NONE,
                PagerDuty.DEFAULT_FIELDS,
                Map.of("a", "x".repeat(600_000)),
                List.of(),
                List.of());
        exchange.run(pagerDuty, TestNotifications.firing());
        assertThat(exchange.request(0).body())
                .hasSizeLessThan(1_000)
                .contains("\"custom_details\":{\"error\":\"Custom details have been removed");
    }

    @Test
    void pushoverRequestHasAllParametersInItsUrl() {
        var pushover = new Pushover(
                TestIntegrations.settings("pushover"),
                Secret.of("user"),
                Secret.of("token"),
                Pushover.DEFAULT_FIELDS
                        .and("message", " {{ .CommonAnnotations.summary }} <b>& ")
                        .and("sound", "siren"),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofMinutes(2),
                true,
                false);
        exchange.run(pushover, TestNotifications.firing());
        assertThat(exchange.urls())
                .containsExactly(
                        "POST https://api.pushover.net/1/messages.json?expire=3600&html=1"
                                + "&message=CPU+high+%3Cb%3E%26&priority=2&retry=60&sound=siren"
                                + "&title=%5BFIRING%3A2%5D+HighCPU+eu1+%28critical%29&token=token&ttl=120"
                                + "&url=http%3A%2F%2Fam.example%3A9093%2F%23%2Falerts%3Freceiver%3Dteam-x&url_title=&user=user");
        assertThat(exchange.request(0).body()).isEmpty();
        assertThat(exchange.request(0).headers()).containsEntry("Content-Type", "text/plain");
    }

    @Test
    void emptyPushoverMessageIsReplaced() {
        var pushover = new Pushover(
                TestIntegrations.settings("pushover"),
                Secret.of("user"),
                Secret.of("token"),
                Pushover.DEFAULT_FIELDS.and("message", " "),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ZERO,
                false,
                true);
        exchange.run(pushover, TestNotifications.resolved());
        assertThat(exchange.request(0).url()).contains("message=%28no+details%29&monospace=1&priority=0");
    }

    @Test
    void kafkaValueIsTheWebhookPayloadByDefault() {
        var plain = new KafkaTopic(
                TestIntegrations.settings("kafka"),
                KafkaTopic.DEFAULT_FIELDS.and("topic", "sent-{{ .GroupLabels.cluster }}"));
        var message = plain.message(ExchangeRunner.rendererOf(TestNotifications.firing()));
        assertThat(message.topic()).isEqualTo("sent-eu1");
        assertThat(message.key()).isEqualTo(TestNotifications.GROUP_KEY);
        assertThat(message.value()).startsWith("{\"receiver\":\"team-x\"").endsWith("\"truncatedAlerts\":0}");
        var own = new KafkaTopic(
                TestIntegrations.settings("kafka"),
                KafkaTopic.DEFAULT_FIELDS
                        .and("topic", "t")
                        .and("key", "{{ .Status }}")
                        .and("value", "{{ len .Alerts }}"));
        assertThat(own.message(ExchangeRunner.rendererOf(TestNotifications.firing())))
                .isEqualTo(new KafkaTopic.Message("t", "firing", "2"));
    }

    @Test
    void telegramHtmlThatIsTooLongIsReplaced() {
        var telegram = new Telegram(
                TestIntegrations.settings("telegram"),
                "http://t",
                Secret.of("tok"),
                Secret.of("1"),
                0,
                Telegram.DEFAULT_FIELDS.and("message", "{{ .CommonLabels.text }}"),
                true,
                "HTML");
        var alert = new Alert(
                dev.tocsin.labels.Labels.of("alertname", "A", "text", "<".repeat(2_000)),
                Map.of(),
                TestNotifications.AT,
                Alert.NO_END,
                "",
                TestNotifications.AT);
        exchange.run(telegram, TestNotifications.of(alert));
        assertThat(exchange.request(0).body()).contains("message length exceeds Telegram limits");
    }
}
