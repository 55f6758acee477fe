package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An issue is looked for, made or changed, and sent its way: question by question. */
class JiraTest {
    private static final Jira.Course COURSE = new Jira.Course("Reopen", "Done it", "Won't", Duration.ofHours(1));
    private static final String NONE = "{\"issues\":[]}";
    private static final String TRANSITIONS =
            "{\"transitions\":[{\"id\":\"11\",\"name\":\"Done it\"},{\"id\":\"12\",\"name\":\"Reopen\"}]}";

    private final Conversation conversation = new Conversation();

    @Test
    void aNewIssueIsCreatedForWhatFires() {
        assertThat(conversation.talk(jira(false, COURSE), Told.firing(), NONE)).isEqualTo(new Outcome.Delivered());
        assertThat(conversation.targets())
                .containsExactly("POST http://jira/rest/api/2/search", "POST http://jira/rest/api/2/issue");
        var label = "ALERT{" + Conversation.telling(Told.firing()).keyHash() + "}";
        assertThat(conversation.asked(0).body())
                .isEqualTo(
                        ("{\"fields\":[\"status\"],\"jql\":\"(resolution is EMPTY or resolution != \\\"Won't\\\") and (resolutiondate is EMPTY"
                                        + " OR resolutiondate \\u003e= -60m) and project=\\\"OPS\\\" and labels=\\\"%s\\\""
                                        + " order by status ASC,resolutiondate DESC\","
                                        + "\"maxResults\":2}\n")
                                .formatted(label));
        assertThat(conversation.asked(1).body())
                .startsWith(
                        "{\"fields\":{\"customfield_1\":[{\"value\":\"eu1\"}],\"description\":\"\\n\\n# Alerts Firing:")
                .endsWith(("\"issuetype\":{\"name\":\"Bug\"},\"labels\":[\"%s\",\"firing\"],"
                                + "\"priority\":{\"name\":\"High\"},\"project\":{\"key\":\"OPS\"},"
                                + "\"summary\":\"[FIRING:2] HighCPU eu1 (critical)\"}}\n")
                        .formatted(label));
    }

    @Test
    void nothingIsCreatedForWhatIsOver() {
        assertThat(conversation.talk(jira(false, COURSE), Told.resolved(), NONE))
                .isEqualTo(new Outcome.Delivered());
        assertThat(conversation.targets()).hasSize(1);
        assertThat(conversation.asked(0).body()).contains("statusCategory != Done and project");
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
        assertThat(conversation.talk(jira(true, COURSE), news, issue(category), "", TRANSITIONS))
                .isEqualTo(new Outcome.Delivered());
        assertThat(conversation.targets())
                .startsWith("POST http://jira/rest/api/3/search/jql", "PUT http://jira/rest/api/2/issue/OPS-1")
                .hasSize(transition == null ? 2 : 4);
        assertThat(conversation.asked(1).body()).contains("\"summary\"").doesNotContain("\"description\"");
        if (transition != null) {
            assertThat(conversation.asked(3).body())
                    .isEqualTo("{\"transition\":{\"id\":\"%s\"}}\n".formatted(transition));
        }
    }

    @Test
    void aTransitionThatIsNotThereIsAMistakeOfThePeople() {
        var course = new Jira.Course("", "Gone", "", Duration.ZERO);
        assertThat(conversation.talk(jira(false, course), Told.resolved(), issue("new"), "", TRANSITIONS))
                .isInstanceOf(Outcome.Permanent.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"429, Retryable", "500, Retryable", "404, Permanent"})
    void whatJirasAnswersMean(int status, String outcome) {
        var ask = (Step.Ask) jira(false, COURSE).begin(Conversation.telling(Told.firing()));
        var over = (Step.Over) ask.then().apply(new Answer(status, "", "no"));
        assertThat(over.outcome().getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(ask.unanswered().apply("nobody there")).isInstanceOf(Outcome.Permanent.class);
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

    private static String issue(String category) {
        return "{\"issues\":[{\"key\":\"OPS-1\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"%s\"}}}}]}"
                .formatted(category);
    }
}
