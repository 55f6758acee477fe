package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Those that take more than one question, or live at an address that no test can stand in for. */
class ConversationsTest {
    private final List<Request> asked = new ArrayList<>();

    private Outcome talk(OverHttp integration, Notification news, String... answers) {
        var left = new ArrayList<>(List.of(answers));
        var step = integration.begin(telling(news));
        while (step instanceof Step.Ask ask) {
            asked.add(ask.request());
            var body = left.isEmpty() ? "" : left.remove(0);
            var type = body.startsWith("{") ? "application/json" : "text/plain";
            step = ask.then().apply(new Answer(200, type, body));
        }
        return ((Step.Over) step).outcome();
    }

    private static Telling telling(Notification news) {
        return new Telling(news, Told.AT, Told.NO_WORLD);
    }

    private List<String> targets() {
        return asked.stream()
                .map(request -> request.method() + " " + request.url())
                .toList();
    }

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
        var first = (Outcome.Delivered) talk(slack, Told.firing(), said);
        assertThat(first.remember()).isEqualTo(Map.of("threadTs", "12.5", "channelId", "C1"));
        var next =
                Told.of(first.remember(), Told.TEMPLATES, Told.firing().alerts().get(0));
        assertThat(talk(slack, next, said)).isEqualTo(first);
        assertThat(targets())
                .containsExactly(
                        "POST https://slack.com/api/chat.postMessage", "POST https://slack.com/api/chat.update");
        assertThat(asked.get(0).body()).startsWith("{\"channel\":\"#ops\",\"username\"");
        assertThat(asked.get(1).body()).startsWith("{\"channel\":\"C1\",\"ts\":\"12.5\",\"username\"");
        assertThat(asked.get(1).http().authorization()).isEqualTo(Authorization.bearer(Secret.of("xoxb")));
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
        assertThat(talk(slack, Told.firing(), "ok")).isEqualTo(new Outcome.Delivered());
        assertThat(asked.get(0).body())
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
        talk(pagerDuty, firing ? Told.firing() : Told.resolved());
        assertThat(targets()).containsExactly("POST https://events.pagerduty.com/generic/2010-04-15/create_event.json");
        var client = firing
                ? "\"client\":\"Alertmanager\",\"client_url\":\"http://am.example:9093/#/alerts?receiver=team-x\","
                : "";
        assertThat(asked.get(0).body())
                .startsWith("{\"service_key\":\"service\",\"incident_key\":\"%s\",\"event_type\":\"%s\","
                        .formatted(telling(Told.firing()).keyHash(), type))
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
        talk(pagerDuty, Told.firing());
        assertThat(asked.get(0).body())
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
        talk(pushover, Told.firing());
        assertThat(targets())
                .containsExactly(
                        "POST https://api.pushover.net/1/messages.json?expire=3600&html=1"
                                + "&message=CPU+high+%3Cb%3E%26&priority=2&retry=60&sound=siren"
                                + "&title=%5BFIRING%3A2%5D+HighCPU+eu1+%28critical%29&token=token&ttl=120"
                                + "&url=http%3A%2F%2Fam.example%3A9093%2F%23%2Falerts%3Freceiver%3Dteam-x&url_title=&user=user");
        assertThat(asked.get(0).body()).isEmpty();
        assertThat(asked.get(0).headers()).containsEntry("Content-Type", "text/plain");
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
        talk(pushover, Told.resolved());
        assertThat(asked.get(0).url()).contains("message=%28no+details%29&monospace=1&priority=0");
    }

    private static Jira jira(boolean cloud, Jira.Course course) {
        var texts = Jira.TEXTS.and("project", "OPS").and("issue_type", "Bug");
        var api = new Jira.Api("http://jira/rest/api/2", cloud);
        return new Jira(
                Manner.USUAL,
                api,
                texts,
                List.of("{{ .Status }}"),
                Map.of("customfield_1", List.of(Map.of("value", "{{ .GroupLabels.cluster }}"))),
                new Jira.Updates(true, false),
                course);
    }

    private static final Jira.Course COURSE = new Jira.Course("Reopen", "Done it", "Won't", Duration.ofHours(1));
    private static final String NONE = "{\"issues\":[]}";
    private static final String TRANSITIONS =
            "{\"transitions\":[{\"id\":\"11\",\"name\":\"Done it\"},{\"id\":\"12\",\"name\":\"Reopen\"}]}";

    private static String issue(String category) {
        return "{\"issues\":[{\"key\":\"OPS-1\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"%s\"}}}}]}"
                .formatted(category);
    }

    @Test
    void aNewIssueIsCreatedForWhatFires() {
        assertThat(talk(jira(false, COURSE), Told.firing(), NONE)).isEqualTo(new Outcome.Delivered());
        assertThat(targets())
                .containsExactly("POST http://jira/rest/api/2/search", "POST http://jira/rest/api/2/issue");
        var label = "ALERT{" + telling(Told.firing()).keyHash() + "}";
        assertThat(asked.get(0).body())
                .isEqualTo(
                        ("{\"fields\":[\"status\"],\"jql\":\"(resolution is EMPTY or resolution != \\\"Won't\\\") and (resolutiondate is EMPTY"
                                        + " OR resolutiondate \\u003e= -60m) and project=\\\"OPS\\\" and labels=\\\"%s\\\""
                                        + " order by status ASC,resolutiondate DESC\","
                                        + "\"maxResults\":2}\n")
                                .formatted(label));
        assertThat(asked.get(1).body())
                .startsWith(
                        "{\"fields\":{\"customfield_1\":[{\"value\":\"eu1\"}],\"description\":\"\\n\\n# Alerts Firing:")
                .endsWith(("\"issuetype\":{\"name\":\"Bug\"},\"labels\":[\"%s\",\"firing\"],"
                                + "\"priority\":{\"name\":\"High\"},\"project\":{\"key\":\"OPS\"},"
                                + "\"summary\":\"[FIRING:2] HighCPU eu1 (critical)\"}}\n")
                        .formatted(label));
    }

    @Test
    void nothingIsCreatedForWhatIsOver() {
        assertThat(talk(jira(false, COURSE), Told.resolved(), NONE)).isEqualTo(new Outcome.Delivered());
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).body()).contains("statusCategory != Done and project");
    }

    @ParameterizedTest(name = "firing {0}, issue {1}: {2}")
    @CsvSource({
        "true, done, 12",
        "true, new, ",
        "false, indeterminate, 11",
        "false, done, ",
    })
    void anIssueGoesItsWay(boolean firing, String category, String transition) {
        var news = firing ? Told.firing() : Told.resolved();
        assertThat(talk(jira(true, COURSE), news, issue(category), "", TRANSITIONS))
                .isEqualTo(new Outcome.Delivered());
        assertThat(targets())
                .startsWith("POST http://jira/rest/api/3/search/jql", "PUT http://jira/rest/api/2/issue/OPS-1")
                .hasSize(transition == null ? 2 : 4);
        assertThat(asked.get(1).body()).contains("\"summary\"").doesNotContain("\"description\"");
        if (transition != null) {
            assertThat(asked.get(3).body()).isEqualTo("{\"transition\":{\"id\":\"%s\"}}\n".formatted(transition));
        }
    }

    @Test
    void aTransitionThatIsNotThereIsAMistakeOfThePeople() {
        var course = new Jira.Course("", "Gone", "", Duration.ZERO);
        assertThat(talk(jira(false, course), Told.resolved(), issue("new"), "", TRANSITIONS))
                .isInstanceOf(Outcome.Permanent.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"429, Retryable", "500, Retryable", "404, Permanent"})
    void whatJirasAnswersMean(int status, String outcome) {
        var ask = (Step.Ask) jira(false, COURSE).begin(telling(Told.firing()));
        var over = (Step.Over) ask.then().apply(new Answer(status, "", "no"));
        assertThat(over.outcome().getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(ask.unanswered().apply("nobody there")).isInstanceOf(Outcome.Permanent.class);
    }

    /** The example post-x-www-form-urlencoded of Amazon's own test suite. */
    @Test
    void signsAsAmazonDoes() {
        var signer = new AwsSigner("us-east-1", "service", "AKIDEXAMPLE", Secret.NONE);
        var request = new Request(
                "POST",
                "http://example.amazonaws.com/",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "Param1=value1",
                HttpSettings.DEFAULT);
        var signed =
                signer.sign(request, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Instant.parse("2015-08-30T12:36:00Z"));
        assertThat(signed.headers().get("Authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date, "
                        + "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"abc, 3, abc", "abcd, 3, abc", "abcdef, 5, abcd…", "ä€🎉xyz, 4, ä€🎉…", "'', 5, ''"})
    void cutsWholeCharacters(String text, int runes, String cut) {
        assertThat(Cut.toRunes(text, runes)).isEqualTo(cut);
    }

    @ParameterizedTest(name = "{0} to {1} bytes: {2}")
    @CsvSource({"abcdef, 6, abcdef", "abcdefg, 6, abc…", "äöüäöü, 8, äö…", "€€, 3, €"})
    void cutsBytesBetweenCharacters(String text, int bytes, String cut) {
        assertThat(Cut.toBytes(text, bytes)).isEqualTo(cut);
    }

    @Test
    void theTopicsMessageIsAWebhooksUnlessSomebodySaysOtherwise() {
        var plain = new KafkaTopic(Manner.USUAL, KafkaTopic.TEXTS.and("topic", "told-{{ .GroupLabels.cluster }}"));
        var message = plain.message(telling(Told.firing()));
        assertThat(message.topic()).isEqualTo("told-eu1");
        assertThat(message.key()).isEqualTo(Told.GROUP_KEY);
        assertThat(message.value()).startsWith("{\"receiver\":\"team-x\"").endsWith("\"truncatedAlerts\":0}");
        var own = new KafkaTopic(
                Manner.USUAL,
                KafkaTopic.TEXTS.and("topic", "t").and("key", "{{ .Status }}").and("value", "{{ len .Alerts }}"));
        assertThat(own.message(telling(Told.firing()))).isEqualTo(new KafkaTopic.Message("t", "firing", "2"));
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
        talk(telegram, Told.of(alert));
        assertThat(asked.get(0).body()).contains("message length exceeds Telegram limits");
    }
}
