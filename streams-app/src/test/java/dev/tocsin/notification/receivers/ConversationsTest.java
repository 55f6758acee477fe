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

/** Those that take more than one question, or live at an address that no test can stand in for. */
class ConversationsTest {
    private final Conversation conversation = new Conversation();

    @Test
    void anAppOfSlackChangesTheMessageThatItSentFirst() {
        var slack = new Slack(
                Manner.USUAL,
                Secret.of(Slack.POST_MESSAGE),
                Secret.of("xoxb"),
                true,
                Slack.TEXTS.and("channel", "#ops"),
                Slack.Decoration.USUAL);
        var said = "{\"ok\":true,\"ts\":\"12.5\",\"channel\":\"C1\"}";
        var first = (Outcome.Delivered) conversation.talk(slack, Told.firing(), said);
        assertThat(first.remember()).isEqualTo(Map.of("threadTs", "12.5", "channelId", "C1"));
        var next =
                Told.of(first.remember(), Told.TEMPLATES, Told.firing().alerts().get(0));
        assertThat(conversation.talk(slack, next, said)).isEqualTo(first);
        assertThat(conversation.targets())
                .containsExactly(
                        "POST https://slack.com/api/chat.postMessage", "POST https://slack.com/api/chat.update");
        assertThat(conversation.asked(0).body()).startsWith("{\"channel\":\"#ops\",\"username\"");
        assertThat(conversation.asked(1).body()).startsWith("{\"channel\":\"C1\",\"ts\":\"12.5\",\"username\"");
        assertThat(conversation.asked(1).http().authorization()).isEqualTo(Authorization.bearer(Secret.of("xoxb")));
    }

    @Test
    void slackIsToldEvenIfATemplateFails() {
        var slack = new Slack(
                Manner.USUAL,
                Secret.of("http://slack"),
                Secret.NONE,
                false,
                Slack.TEXTS.and("title", "{{ template \"none\" . }}"),
                Slack.Decoration.USUAL);
        assertThat(conversation.talk(slack, Told.firing(), "ok")).isEqualTo(new Outcome.Delivered());
        assertThat(conversation.asked(0).body())
                .isEqualTo(
                        "{\"attachments\":[{\"text\":\"\",\"fallback\":\"\","
                                + "\"callback_id\":\"\",\"footer\":\"\",\"mrkdwn_in\":[\"fallback\",\"pretext\",\"text\"]}]}\n");
    }

    @ParameterizedTest(name = "firing {0}: {1}")
    @CsvSource({"true, trigger", "false, resolve"})
    void theFirstVersionOfPagerDuty(boolean firing, String type) {
        var pagerDuty = new PagerDuty(
                Manner.USUAL,
                "http://unused",
                Secret.NONE,
                Secret.of("service"),
                PagerDuty.TEXTS,
                Map.of("a", "b"),
                List.of(),
                List.of());
        conversation.talk(pagerDuty, firing ? Told.firing() : Told.resolved());
        assertThat(conversation.targets())
                .containsExactly("POST https://events.pagerduty.com/generic/2010-04-15/create_event.json");
        var client = firing
                ? "\"client\":\"Alertmanager\",\"client_url\":\"http://am.example:9093/#/alerts?receiver=team-x\","
                : "";
        assertThat(conversation.asked(0).body())
                .startsWith("{\"service_key\":\"service\",\"incident_key\":\"%s\",\"event_type\":\"%s\","
                        .formatted(Conversation.telling(Told.firing()).keyHash(), type))
                .endsWith("\"event_action\":\"\",\"payload\":null," + client + "\"details\":{\"a\":\"b\"}}\n");
    }

    @Test
    void whatIsTooLargeForPagerDutyLosesItsDetails() {
        var pagerDuty = new PagerDuty(
                Manner.USUAL,
                "http://pd",
                Secret.of("key"),
                Secret.NONE,
                PagerDuty.TEXTS,
                Map.of("a", "x".repeat(600_000)),
                List.of(),
                List.of());
        conversation.talk(pagerDuty, Told.firing());
        assertThat(conversation.asked(0).body())
                .hasSizeLessThan(1_000)
                .contains("\"custom_details\":{\"error\":\"Custom details have been removed");
    }

    @Test
    void pushoverIsAskedByItsAddressAlone() {
        var pushover = new Pushover(
                Manner.USUAL,
                Secret.of("user"),
                Secret.of("token"),
                Pushover.TEXTS
                        .and("message", " {{ .CommonAnnotations.summary }} <b>& ")
                        .and("sound", "siren"),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofMinutes(2),
                true,
                false);
        conversation.talk(pushover, Told.firing());
        assertThat(conversation.targets())
                .containsExactly(
                        "POST https://api.pushover.net/1/messages.json?expire=3600&html=1"
                                + "&message=CPU+high+%3Cb%3E%26&priority=2&retry=60&sound=siren"
                                + "&title=%5BFIRING%3A2%5D+HighCPU+eu1+%28critical%29&token=token&ttl=120"
                                + "&url=http%3A%2F%2Fam.example%3A9093%2F%23%2Falerts%3Freceiver%3Dteam-x&url_title=&user=user");
        assertThat(conversation.asked(0).body()).isEmpty();
        assertThat(conversation.asked(0).headers()).containsEntry("Content-Type", "text/plain");
    }

    @Test
    void aPushWithoutWordsSaysSo() {
        var pushover = new Pushover(
                Manner.USUAL,
                Secret.of("user"),
                Secret.of("token"),
                Pushover.TEXTS.and("message", " "),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ZERO,
                false,
                true);
        conversation.talk(pushover, Told.resolved());
        assertThat(conversation.asked(0).url()).contains("message=%28no+details%29&monospace=1&priority=0");
    }

    @Test
    void theTopicsMessageIsAWebhooksUnlessSomebodySaysOtherwise() {
        var plain = new KafkaTopic(Manner.USUAL, KafkaTopic.TEXTS.and("topic", "told-{{ .GroupLabels.cluster }}"));
        var message = plain.message(Conversation.telling(Told.firing()));
        assertThat(message.topic()).isEqualTo("told-eu1");
        assertThat(message.key()).isEqualTo(Told.GROUP_KEY);
        assertThat(message.value()).startsWith("{\"receiver\":\"team-x\"").endsWith("\"truncatedAlerts\":0}");
        var own = new KafkaTopic(
                Manner.USUAL,
                KafkaTopic.TEXTS.and("topic", "t").and("key", "{{ .Status }}").and("value", "{{ len .Alerts }}"));
        assertThat(own.message(Conversation.telling(Told.firing())))
                .isEqualTo(new KafkaTopic.Message("t", "firing", "2"));
    }

    @Test
    void telegramGetsANoticeForAPageThatIsTooLong() {
        var telegram = new Telegram(
                Manner.USUAL,
                "http://t",
                Secret.of("tok"),
                Secret.of("1"),
                0,
                Telegram.TEXTS.and("message", "{{ .CommonLabels.text }}"),
                true,
                "HTML");
        var alert = new Alert(
                dev.tocsin.labels.Labels.of("alertname", "A", "text", "<".repeat(2_000)),
                Map.of(),
                Told.AT,
                Alert.OPEN,
                "",
                Told.AT);
        conversation.talk(telegram, Told.of(alert));
        assertThat(conversation.asked(0).body()).contains("message length exceeds Telegram limits");
    }
}
