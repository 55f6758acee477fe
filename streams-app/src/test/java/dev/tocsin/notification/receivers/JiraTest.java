package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.http.WebResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests that search, create, update and transition an issue. */
class JiraTest {
    private static final Jira.Workflow WORKFLOW = new Jira.Workflow("Reopen", "Done it", "Won't", Duration.ofHours(1));
    private static final String NONE = "{\"issues\":[]}";
    private static final String TRANSITIONS =
            "{\"transitions\":[{\"id\":\"11\",\"name\":\"Done it\"},{\"id\":\"12\",\"name\":\"Reopen\"}]}";

    private final ExchangeRunner exchange = new ExchangeRunner();

    @Test
    void firingGroupCreatesAnIssue() {
        assertThat(exchange.run(jira(false, WORKFLOW), TestNotifications.firing(), NONE))
                .isEqualTo(new DeliveryResult.Delivered());
        assertThat(exchange.urls())
                .containsExactly("POST http://jira/rest/api/2/search", "POST http://jira/rest/api/2/issue");
        var label =
                "ALERT{" + ExchangeRunner.rendererOf(TestNotifications.firing()).keyHash() + "}";
        assertThat(exchange.request(0).body())
                .isEqualTo(
                        ("{\"fields\":[\"status\"],\"jql\":\"(resolution is EMPTY or resolution != \\\"Won't\\\") and (resolutiondate is EMPTY"
                                        + " OR resolutiondate \\u003e= -60m) and project=\\\"OPS\\\" and labels=\\\"%s\\\""
                                        + " order by status ASC,resolutiondate DESC\","
                                        + "\"maxResults\":2}\n")
                                .formatted(label));
        assertThat(exchange.request(1).body())
                .startsWith(
                        "{\"fields\":{\"customfield_1\":[{\"value\":\"eu1\"}],\"description\":\"\\n\\n# Alerts Firing:")
                .endsWith(("\"issuetype\":{\"name\":\"Bug\"},\"labels\":[\"%s\",\"firing\"],"
                                + "\"priority\":{\"name\":\"High\"},\"project\":{\"key\":\"OPS\"},"
                                + "\"summary\":\"[FIRING:2] HighCPU eu1 (critical)\"}}\n")
                        .formatted(label));
    }

    @Test
    void resolvedGroupCreatesNoIssue() {
        assertThat(exchange.run(jira(false, WORKFLOW), TestNotifications.resolved(), NONE))
                .isEqualTo(new DeliveryResult.Delivered());
        assertThat(exchange.urls()).hasSize(1);
        assertThat(exchange.request(0).body()).contains("statusCategory != Done and project");
    }

    @ParameterizedTest(name = "firing {0}, issue {1}: {2}")
    @CsvSource({
        "true, done, 12",
        "true, new, ",
        "false, indeterminate, 11",
        "false, done, ",
    })
    void existingIssueIsUpdatedAndTransitioned(boolean firing, String category, String transition) {
        var notification = firing ? TestNotifications.firing() : TestNotifications.resolved();
        assertThat(exchange.run(jira(true, WORKFLOW), notification, issue(category), "", TRANSITIONS))
                .isEqualTo(new DeliveryResult.Delivered());
        assertThat(exchange.urls())
                .startsWith("POST http://jira/rest/api/3/search/jql", "PUT http://jira/rest/api/2/issue/OPS-1")
                .hasSize(transition == null ? 2 : 4);
        assertThat(exchange.request(1).body()).contains("\"summary\"").doesNotContain("\"description\"");
        if (transition != null) {
            assertThat(exchange.request(3).body())
                    .isEqualTo("{\"transition\":{\"id\":\"%s\"}}\n".formatted(transition));
        }
    }

    @Test
    void unknownTransitionIsAPermanentFailure() {
        var workflow = new Jira.Workflow("", "Gone", "", Duration.ZERO);
        assertThat(exchange.run(jira(false, workflow), TestNotifications.resolved(), issue("new"), "", TRANSITIONS))
                .isInstanceOf(DeliveryResult.Permanent.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"429, Retryable", "500, Retryable", "404, Permanent"})
    void statusDecidesTheResult(int status, String result) {
        var ask =
                (ExchangeStep.Send) jira(false, WORKFLOW).start(ExchangeRunner.rendererOf(TestNotifications.firing()));
        var over = (ExchangeStep.Done) ask.onResponse().apply(new WebResponse(status, "", "no"));
        assertThat(over.result().getClass().getSimpleName()).isEqualTo(result);
        assertThat(ask.onNoResponse().apply("connection refused")).isInstanceOf(DeliveryResult.Permanent.class);
    }

    private static Jira jira(boolean cloud, Jira.Workflow workflow) {
        var texts = Jira.DEFAULT_FIELDS.and("project", "OPS").and("issue_type", "Bug");
        var api = new Jira.Api("http://jira/rest/api/2", cloud);
        return new Jira(
                TestIntegrations.settings("jira"),
                api,
                texts,
                List.of("{{ .Status }}"),
                Map.of("customfield_1", List.of(Map.of("value", "{{ .GroupLabels.cluster }}"))),
                new Jira.Updates(true, false),
                workflow);
    }

    private static String issue(String category) {
        return "{\"issues\":[{\"key\":\"OPS-1\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"%s\"}}}}]}"
                .formatted(category);
    }
}
