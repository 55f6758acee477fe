package dev.tocsin.notification.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Creates, updates and resolves Jira issues. An aggregation group is one issue, identified by a label.
 *
 * @param templateFields {@code project}, {@code issue_type}, {@code summary}, {@code description}, {@code priority}
 * @param labels templates
 * @param fields additional fields: data whose texts are templates
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
    static final IntegrationKind KIND =
            IntegrationKind.of("jira", Jira::read).withGlobals(global -> global.withUrl("jira_api_url", ""));

    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("project", "issue_type")
            .andDefaultTemplate("summary", "jira.default.summary")
            .andDefaultTemplate("description", "jira.default.description")
            .andDefaultTemplate("priority", "jira.default.priority");

    /** @param isCloud whether searches use the API of Jira Cloud */
    record Api(String url, boolean isCloud) {
        private static Api read(IntegrationYaml yaml) {
            var url = yaml.urlOrGlobal("api_url", "jira_api_url");
            if (url.isEmpty()) {
                yaml.problem("no global Jira Cloud URL set");
            }
            var type = yaml.map().text("api_type", "auto");
            if (!List.of("auto", "cloud", "datacenter").contains(type)) {
                yaml.map()
                        .problem("api_type", "unknown api_type on jira_config, must be cloud, datacenter or auto", "");
            }
            return new Api(url, type.equals("cloud") || type.equals("auto") && isCloud(url));
        }

        private static boolean isCloud(String url) {
            try {
                return WebUrl.of(url).host().endsWith(".atlassian.net");
            } catch (IllegalArgumentException e) {
                return false; // Reported by urlOrGlobal.
            }
        }

        String search() {
            return isCloud
                    ? WebUrl.join(url.replaceFirst("/rest/api/2/?$", "/rest/api/3"), "search/jql")
                    : endpoint("search");
        }

        String endpoint(String path) {
            return WebUrl.join(url, path);
        }

        /** Whether descriptions are JSON in Atlassian Document Format: version 3 of the API. */
        boolean usesDocumentFormat() {
            return url.replaceFirst("/$", "").endsWith("/3");
        }
    }

    /** Whether the summary and the description of an existing issue are updated. */
    record Updates(boolean summary, boolean description) {}

    /**
     * Transitions of an issue.
     *
     * @param reopen transition of a resolved issue whose alerts fire again; empty to create a new issue
     * @param resolve transition of an issue whose alerts are resolved; empty for none
     * @param wontFix resolution of issues that are ignored
     * @param reopenWithin maximum time since the resolution for reopening; zero for never
     */
    record Workflow(String reopen, String resolve, String wontFix, Duration reopenWithin) {}

    public Jira {
        labels = List.copyOf(labels);
        fields = Map.copyOf(fields);
    }

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        yaml.required("project", "missing project in jira_config");
        yaml.required("issue_type", "missing issue_type in jira_config");
        var summary = UpdatedField.read(map, "summary");
        var description = UpdatedField.read(map, "description");
        var workflow = new Workflow(
                map.text("reopen_transition", ""),
                map.text("resolve_transition", ""),
                map.text("wont_fix_resolution", ""),
                map.duration("reopen_duration", Duration.ZERO));
        return new Jira(
                yaml.settings(true),
                Api.read(yaml),
                yaml.templateFields(TemplateFields.of("project", "issue_type")
                                .and("priority", DEFAULT_FIELDS.template("priority")))
                        .and("summary", summary.template())
                        .and("description", description.template()),
                map.get("labels").map(YamlValue::texts).orElse(List.of()),
                yaml.data("fields"),
                new Updates(summary.isUpdated(), description.isUpdated()),
                workflow);
    }

    /** A template, or a mapping with {@code template} and {@code enable_update}. */
    private record UpdatedField(String template, boolean isUpdated) {
        static UpdatedField read(YamlMap map, String key) {
            var defaultValue = DEFAULT_FIELDS.template(key);
            return map.get(key).map(value -> read(value, defaultValue)).orElse(new UpdatedField(defaultValue, true));
        }

        private static UpdatedField read(YamlValue value, String defaultValue) {
            if (!value.isMap()) {
                return new UpdatedField(value.text().orElse(""), true);
            }
            var map = value.map();
            var field = new UpdatedField(map.text("template", defaultValue), map.bool("enable_update", true));
            map.rejectUnknownKeys();
            return field;
        }
    }

    @Override
    public String previewProblem() {
        return ASKED_FIRST;
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var issue = new JiraIssue(this, renderer);
        var search = JsonObject.of("fields", List.of("status"))
                .and("jql", query(renderer))
                .and("maxResults", 2);
        return send(WebRequest.post(api.search(), search, settings.http()), response -> {
            var found = response.json().path("issues").path(0);
            return found.isMissingNode() ? create(renderer, issue) : update(renderer, issue, found);
        });
    }

    private ExchangeStep create(NotificationRenderer renderer, JiraIssue issue) {
        return renderer.isFiring()
                ? send(
                        WebRequest.post(api.endpoint("issue"), issue.createFields(), settings.http()),
                        response -> ExchangeStep.delivered())
                : ExchangeStep.delivered();
    }

    private ExchangeStep update(NotificationRenderer renderer, JiraIssue issue, JsonNode found) {
        var path = "issue/" + found.path("key").asText();
        return send(
                WebRequest.put(api.endpoint(path), issue.updateFields(), settings.http()),
                response -> transition(renderer.isFiring(), path, isDone(found)));
    }

    private static boolean isDone(JsonNode issue) {
        return issue.path("fields")
                .path("status")
                .path("statusCategory")
                .path("key")
                .asText()
                .equals("done");
    }

    private ExchangeStep transition(boolean isFiring, String path, boolean isDone) {
        var name = isFiring ? workflow.reopen() : workflow.resolve();
        if (isFiring != isDone || name.isEmpty()) {
            return ExchangeStep.delivered();
        }
        var transitions = api.endpoint(path + "/transitions");
        return send(
                WebRequest.get(transitions, settings.http()),
                response -> idOf(name, response.json())
                        .map(id -> send(
                                WebRequest.post(
                                        transitions,
                                        JsonObject.of("transition", JsonObject.of("id", id)),
                                        settings.http()),
                                done -> ExchangeStep.delivered()))
                        .orElseGet(() ->
                                ExchangeStep.refused("can't find transition %s for issue %s".formatted(name, path))));
    }

    private static Optional<String> idOf(String name, JsonNode response) {
        return StreamSupport.stream(response.path("transitions").spliterator(), false)
                .filter(transition -> transition.path("name").asText().equals(name))
                .map(transition -> transition.path("id").asText())
                .findFirst();
    }

    private String query(NotificationRenderer renderer) {
        var query = new StringBuilder();
        if (!workflow.wontFix().isEmpty()) {
            query.append("(resolution is EMPTY or resolution != %s) and ".formatted(GoQuote.quote(workflow.wontFix())));
        }
        var minutes = workflow.reopenWithin().toMinutes();
        query.append(
                renderer.isFiring() && !workflow.reopen().isEmpty() && minutes > 0
                        ? "(resolutiondate is EMPTY OR resolutiondate >= -%dm) and ".formatted(minutes)
                        : "statusCategory != Done and ");
        return query.append("project=%s and labels=%s order by status ASC,resolutiondate DESC"
                        .formatted(
                                GoQuote.quote(templateFields.render("project", renderer)),
                                GoQuote.quote(JiraIssue.label(renderer))))
                .toString();
    }

    // As in Alertmanager, there is no retry before the next flush if Jira does not respond.
    private static ExchangeStep send(WebRequest request, Function<WebResponse, ExchangeStep> onSuccess) {
        return new ExchangeStep.Send(
                request.with("Accept-Language", "en").with("Content-Type", "application/json"),
                true,
                response -> response.isOk()
                        ? onSuccess.apply(response)
                        : new ExchangeStep.Done(RetryPolicy.SERVER_ERRORS_AND_RATE_LIMITS.result(response)),
                error -> new DeliveryResult.Permanent(DeliveryResult.Cause.OTHER, error));
    }
}
