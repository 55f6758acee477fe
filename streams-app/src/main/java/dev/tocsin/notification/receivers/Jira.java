package dev.tocsin.notification.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A project of Jira; a group is one issue there, known by a label.
 *
 * @param api where its interface lies, and in which dialect
 * @param texts {@code project}, {@code issue_type}, {@code summary}, {@code description}, {@code priority}
 * @param labels templates
 * @param fields further ones: data whose texts are templates
 * @param updates which of {@code summary} and {@code description} change with the group
 */
record Jira(
        IntegrationSettings settings,
        Api api,
        TemplateFields templateFields,
        List<String> labels,
        Map<String, Object> fields,
        Updates updates,
        Workflow workflow)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("project", "issue_type")
            .andDefaultTemplate("summary", "jira.default.summary")
            .andDefaultTemplate("description", "jira.default.description")
            .andDefaultTemplate("priority", "jira.default.priority");

    /** @param isCloud whether it searches as Jira's cloud does */
    record Api(String url, boolean isCloud) {
        String search() {
            return isCloud
                    ? WebUrl.join(url.replaceFirst("/rest/api/2/?$", "/rest/api/3"), "search/jql")
                    : endpoint("search");
        }

        String endpoint(String path) {
            return WebUrl.join(url, path);
        }

        /** Whether descriptions are documents in JSON. */
        boolean usesDocumentFormat() {
            return url.replaceFirst("/$", "").endsWith("/3");
        }
    }

    record Updates(boolean summary, boolean description) {}

    /**
     * How an issue goes its way.
     *
     * @param reopen the transition of an issue whose alerts fire again; empty for a new issue instead
     * @param resolve the transition of an issue whose alerts are over; empty for none
     * @param wontFix the resolution of issues that are left alone
     * @param reopenWithin for how long after it was resolved an issue is opened again; zero for never
     */
    record Workflow(String reopen, String resolve, String wontFix, Duration reopenWithin) {}

    public Jira {
        labels = List.copyOf(labels);
        fields = Map.copyOf(fields);
    }

    @Override
    public String kind() {
        return "jira";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var issue = new JiraIssue(this, telling);
        var search = JsonObject.of("fields", List.of("status"))
                .and("jql", query(telling))
                .and("maxResults", 2);
        return send(WebRequest.post(api.search(), search, settings.http()), answer -> {
            var found = answer.json().path("issues").path(0);
            return found.isMissingNode() ? create(telling, issue) : update(telling, issue, found);
        });
    }

    private ExchangeStep create(NotificationRenderer telling, JiraIssue issue) {
        return telling.isFiring()
                ? send(
                        WebRequest.post(api.endpoint("issue"), issue.createFields(), settings.http()),
                        answer -> ExchangeStep.delivered())
                : ExchangeStep.delivered();
    }

    private ExchangeStep update(NotificationRenderer telling, JiraIssue issue, JsonNode found) {
        var path = "issue/" + found.path("key").asText();
        return send(
                WebRequest.put(api.endpoint(path), issue.updateFields(), settings.http()),
                answer -> transition(telling.isFiring(), path, isDone(found)));
    }

    private static boolean isDone(JsonNode issue) {
        return issue.path("fields")
                .path("status")
                .path("statusCategory")
                .path("key")
                .asText()
                .equals("done");
    }

    private ExchangeStep transition(boolean firing, String path, boolean done) {
        var name = firing ? workflow.reopen() : workflow.resolve();
        if (firing != done || name.isEmpty()) {
            return ExchangeStep.delivered();
        }
        var transitions = api.endpoint(path + "/transitions");
        return send(
                WebRequest.get(transitions, settings.http()),
                answer -> idOf(name, answer.json())
                        .map(id -> send(
                                WebRequest.post(
                                        transitions,
                                        JsonObject.of("transition", JsonObject.of("id", id)),
                                        settings.http()),
                                moved -> ExchangeStep.delivered()))
                        .orElseGet(() ->
                                ExchangeStep.permanent("can't find transition %s for issue %s".formatted(name, path))));
    }

    private static java.util.Optional<String> idOf(String name, JsonNode answer) {
        return StreamSupport.stream(answer.path("transitions").spliterator(), false)
                .filter(transition -> transition.path("name").asText().equals(name))
                .map(transition -> transition.path("id").asText())
                .findFirst();
    }

    private String query(NotificationRenderer telling) {
        var query = new StringBuilder();
        if (!workflow.wontFix().isEmpty()) {
            query.append("(resolution is EMPTY or resolution != %s) and ".formatted(GoQuote.quote(workflow.wontFix())));
        }
        var minutes = workflow.reopenWithin().toMinutes();
        query.append(
                telling.isFiring() && !workflow.reopen().isEmpty() && minutes > 0
                        ? "(resolutiondate is EMPTY OR resolutiondate >= -%dm) and ".formatted(minutes)
                        : "statusCategory != Done and ");
        return query.append("project=%s and labels=%s order by status ASC,resolutiondate DESC"
                        .formatted(
                                GoQuote.quote(templateFields.render("project", telling)),
                                GoQuote.quote(JiraIssue.label(telling))))
                .toString();
    }

    // As in Alertmanager, an issue tracker that can not be reached is not asked again before the next flush.
    private static ExchangeStep send(WebRequest request, java.util.function.Function<WebResponse, ExchangeStep> then) {
        return new ExchangeStep.Send(
                request.with("Accept-Language", "en").with("Content-Type", "application/json"),
                true,
                answer -> answer.isOk()
                        ? then.apply(answer)
                        : new ExchangeStep.Done(RetryPolicy.SERVER_ERRORS_AND_RATE_LIMITS.result(answer)),
                error -> new DeliveryResult.Permanent(DeliveryResult.Cause.OTHER, error));
    }
}
