package dev.tocsin.notification.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.Request;
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
        Manner manner,
        Api api,
        Texts texts,
        List<String> labels,
        Map<String, Object> fields,
        Updates updates,
        Course course)
        implements OverHttp {
    static final Texts TEXTS = Texts.of("project", "issue_type")
            .calling("summary", "jira.default.summary")
            .calling("description", "jira.default.description")
            .calling("priority", "jira.default.priority");

    /** @param isCloud whether it searches as Jira's cloud does */
    record Api(String url, boolean isCloud) {
        String search() {
            return isCloud
                    ? WebUrl.join(url.replaceFirst("/rest/api/2/?$", "/rest/api/3"), "search/jql")
                    : at("search");
        }

        String at(String path) {
            return WebUrl.join(url, path);
        }

        /** Whether descriptions are documents in JSON. */
        boolean hasDocuments() {
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
    record Course(String reopen, String resolve, String wontFix, Duration reopenWithin) {}

    public Jira {
        labels = List.copyOf(labels);
        fields = Map.copyOf(fields);
    }

    @Override
    public String kind() {
        return "jira";
    }

    @Override
    public Step begin(Telling telling) {
        var issue = new JiraIssue(this, telling);
        var search = Json.with("fields", List.of("status"))
                .and("jql", query(telling))
                .and("maxResults", 2);
        return ask(Request.post(api.search(), search, manner.http()), answer -> {
            var found = answer.json().path("issues").path(0);
            return found.isMissingNode() ? create(telling, issue) : update(telling, issue, found);
        });
    }

    private Step create(Telling telling, JiraIssue issue) {
        return telling.isFiring()
                ? ask(Request.post(api.at("issue"), issue.created(), manner.http()), answer -> Step.delivered())
                : Step.delivered();
    }

    private Step update(Telling telling, JiraIssue issue, JsonNode found) {
        var path = "issue/" + found.path("key").asText();
        return ask(
                Request.put(api.at(path), issue.updated(), manner.http()),
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

    private Step transition(boolean firing, String path, boolean done) {
        var name = firing ? course.reopen() : course.resolve();
        if (firing != done || name.isEmpty()) {
            return Step.delivered();
        }
        var transitions = api.at(path + "/transitions");
        return ask(
                Request.get(transitions, manner.http()),
                answer -> idOf(name, answer.json())
                        .map(id -> ask(
                                Request.post(transitions, Json.with("transition", Json.with("id", id)), manner.http()),
                                moved -> Step.delivered()))
                        .orElseGet(
                                () -> Step.permanent("can't find transition %s for issue %s".formatted(name, path))));
    }

    private static java.util.Optional<String> idOf(String name, JsonNode answer) {
        return StreamSupport.stream(answer.path("transitions").spliterator(), false)
                .filter(transition -> transition.path("name").asText().equals(name))
                .map(transition -> transition.path("id").asText())
                .findFirst();
    }

    private String query(Telling telling) {
        var query = new StringBuilder();
        if (!course.wontFix().isEmpty()) {
            query.append("(resolution is EMPTY or resolution != %s) and ".formatted(GoQuote.quote(course.wontFix())));
        }
        var minutes = course.reopenWithin().toMinutes();
        query.append(
                telling.isFiring() && !course.reopen().isEmpty() && minutes > 0
                        ? "(resolutiondate is EMPTY OR resolutiondate >= -%dm) and ".formatted(minutes)
                        : "statusCategory != Done and ");
        return query.append("project=%s and labels=%s order by status ASC,resolutiondate DESC"
                        .formatted(
                                GoQuote.quote(texts.render("project", telling)),
                                GoQuote.quote(JiraIssue.label(telling))))
                .toString();
    }

    // As in Alertmanager, an issue tracker that can not be reached is not asked again before the next flush.
    private static Step ask(Request request, java.util.function.Function<Answer, Step> then) {
        return new Step.Ask(
                request.with("Accept-Language", "en").with("Content-Type", "application/json"),
                true,
                answer -> answer.isOk()
                        ? then.apply(answer)
                        : new Step.Over(Retrying.SERVER_ERRORS_AND_LIMITS.outcome(answer)),
                error -> new Outcome.Permanent(Outcome.Cause.OTHER, error));
    }
}
