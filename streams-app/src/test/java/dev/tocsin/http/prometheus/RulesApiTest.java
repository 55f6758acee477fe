package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.RuleHealth;
import dev.tocsin.evaluation.rules.RuleState;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesApiTest {
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]*)\"");
    private static final Pattern TOKEN = Pattern.compile("\"groupNextToken\":\"([0-9a-f]{64})\"");
    private static final String ALERT = "{\"labels\":{\"alertname\":\"High\",\"severity\":\"page\"},"
            + "\"annotations\":{\"summary\":\"it is 2.5\"},\"state\":\"firing\","
            + "\"activeAt\":\"2026-01-01T11:59:00.5Z\",\"keepFiringSince\":\"2026-01-01T12:00:00Z\","
            + "\"value\":\"2.5e+00\"}";

    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void addAnEvaluatedGroupAndANewOne() {
        api.groups.add(RuleGroupStatus.notEvaluated(group("z.yml", "last"), GroupState.INITIAL));
        api.groups.add(evaluated(group("a.yml", "first")));
        api.groupProblems.put("a.yml/first", "line 1: no group");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void rulesHaveTheirStateAndAlerts() {
        var first = "{\"name\":\"first\",\"file\":\"a.yml\",\"rules\":["
                + "{\"state\":\"firing\",\"name\":\"High\",\"query\":\"load \\u003E 1\",\"duration\":60,"
                + "\"keepFiringFor\":0.5,\"labels\":{\"severity\":\"page\"},"
                + "\"annotations\":{\"summary\":\"it is {{ $value }}\"},\"alerts\":[" + ALERT + "],\"health\":\"ok\","
                + "\"evaluationTime\":0.00025,\"lastEvaluation\":\"2026-01-01T12:00:00.25Z\",\"type\":\"alerting\"},"
                + "{\"name\":\"load:sum\",\"query\":\"sum(load)\",\"health\":\"err\","
                + "\"lastError\":\"too many\",\"evaluationTime\":0,\"lastEvaluation\":\"2026-01-01T12:00:00.25Z\","
                + "\"type\":\"recording\"}],\"interval\":15,\"limit\":0,\"evaluationTime\":0.0015,"
                + "\"lastEvaluation\":\"2026-01-01T12:00:00.25Z\",\"problem\":\"line 1: no group\"}";

        assertThat(api.get("/api/v1/rules?file[]=a.yml".replace("[", "%5B").replace("]", "%5D"))
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":[" + first.replace("\\u003E", ">") + "]}}\n");
    }

    @Test
    void rulesThatLookBackFartherThanSamplesAreKeptHaveAWarning() {
        var alerting = new RuleDraft("", "Far", "rate(x[1d]) > 1", "", "", Map.of(), Map.of());
        var recording = new RuleDraft("x:far", "", "x offset 7h", "", "", Map.of(), Map.of());
        var draft = new RuleGroupDraft("far.yml", "far", "15s", "", 0, Map.of(), List.of(alerting, recording));
        var checked = draft.validate(new RuleGroupDraft.Defaults(Duration.ofMinutes(1), Duration.ZERO));
        var group = ((RuleGroupDraft.ValidationResult.Valid) checked).group();
        api.groups.add(RuleGroupStatus.notEvaluated(group, GroupState.INITIAL));
        assertThat(api.get("/api/v1/rules").body())
                .contains("\"warnings\":[\"rule Far looks back 1d, but samples are kept for 6h")
                .contains("\"warnings\":[\"rule x:far looks back 7h, but samples are kept for 6h");
    }

    @Test
    void groupWithoutEvaluationIsUnknown() {
        assertThat(api.get("/api/v1/rules?rule_group%5B%5D=last&rule_name%5B%5D=High")
                        .body())
                .contains("\"state\":\"unknown\"")
                .contains("\"health\":\"unknown\"")
                .contains("\"alerts\":[]")
                .contains("\"lastEvaluation\":\"0001-01-01T00:00:00Z\"")
                .doesNotContain("problem");
    }

    @Test
    void alertsAreListed() {
        assertThat(api.get("/api/v1/alerts").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[" + ALERT + "]}}\n");
        assertThat(api.get("/api/v1/rules?exclude_alerts=true").body())
                .contains("\"alerts\":null")
                .doesNotContain("it is 2.5");
    }

    @ParameterizedTest(name = "{0} shows {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                            | first High load:sum last High load:sum
            ?type=alert                                   | first High last High
            ?type=record                                  | first load:sum last load:sum
            ?rule_name%5B%5D=High                         | first High last High
            ?rule_name%5B%5D=High&rule_name%5B%5D=x       | first High last High
            ?rule_group%5B%5D=last                        | last High load:sum
            ?file%5B%5D=a.yml&type=record                 | first load:sum
            ?file%5B%5D=none.yml                          | ''
            ?match%5B%5D=%7Bseverity%3D~%22p.%2B%22%7D    | first High last High
            ?match%5B%5D=%7Bseverity%3D%22no%22%7D        | ''
            """)
    void shows(String query, String expected) {
        assertThat(names(query)).isEqualTo(expected);
    }

    @Test
    void groupsArePaginated() {
        assertThat(names("?group_limit=1&type=alert")).isEqualTo("first High");
        var token =
                TOKEN.matcher(api.get("/api/v1/rules?group_limit=1&type=alert").body());
        assertThat(token.find()).isTrue();
        assertThat(names("?group_limit=1&type=alert&group_next_token=" + token.group(1)))
                .isEqualTo("last High");
        assertThat(api.get("/api/v1/rules?group_limit=2").body()).doesNotContain("groupNextToken");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            type=x                             | invalid parameter \\"type\\": not supported value \\"x\\"
            group_limit=0                      | invalid parameter \\"group_limit\\": group_limit needs to be greater than 0
            group_limit=x                      | invalid parameter \\"group_limit\\": group_limit needs to be a valid number: strconv.ParseInt: parsing \\"x\\": invalid syntax
            exclude_alerts=x                   | invalid parameter \\"exclude_alerts\\": error converting exclude_alerts: strconv.ParseBool: parsing \\"x\\": invalid syntax
            group_next_token=x                 | invalid parameter \\"group_next_token\\": group_limit needs to be present in order to paginate over the groups
            group_limit=1&group_next_token=x   | invalid parameter \\"group_next_token\\": invalid group_next_token 'x'. were rule groups changed?
            match%5B%5D=%7B%7D                 | match[] must contain at least one non-empty matcher
            """)
    void refuses(String query, String expected) {
        var answer = api.get("/api/v1/rules?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"%s\"}\n"
                        .formatted(expected.replace("\\\\", "\\")));
    }

    private String names(String query) {
        return NAME.matcher(api.get("/api/v1/rules" + query)
                        .body()
                        .replaceAll("\"name\":\"(\\w+)\",\"file\":\"[^\"]*\"", "\"name\":\"$1\""))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining(" "));
    }

    private static RuleGroup group(String file, String name) {
        var alerting = new RuleDraft(
                "",
                "High",
                "load > 1",
                "1m",
                "500ms",
                Map.of("severity", "page"),
                Map.of("summary", "it is {{ $value }}"));
        var recording = new RuleDraft("load:sum", "", "sum(load)", "", "", Map.of(), Map.of());
        var draft = new RuleGroupDraft(file, name, "15s", "", 0, Map.of(), List.of(alerting, recording));
        var checked = draft.validate(new RuleGroupDraft.Defaults(Duration.ofMinutes(1), Duration.ZERO));
        return ((RuleGroupDraft.ValidationResult.Valid) checked).group();
    }

    private static RuleGroupStatus evaluated(RuleGroup group) {
        var labels = Labels.of("alertname", "High", "severity", "page");
        var began = HttpApiFixture.NOW.minusMillis(59_500);
        var firing = new ActiveAlert(
                labels,
                Map.of("summary", "it is 2.5"),
                2.5,
                new AlertState.Recovering(began, HttpApiFixture.NOW, HttpApiFixture.NOW));
        var over = labels.with("host", "b");
        var resolved = new ActiveAlert(
                over,
                Map.of(),
                1,
                new AlertState.Resolved(began, HttpApiFixture.NOW, HttpApiFixture.NOW.plusSeconds(1)));
        var alerts = new LinkedHashMap<Fingerprint, ActiveAlert>();
        alerts.put(labels.fingerprint(), firing);
        alerts.put(over.fingerprint(), resolved);
        var state = new GroupState(Map.of(
                group.rules().get(0).uid(),
                new RuleState(alerts, Set.of(), RuleHealth.OK),
                group.rules().get(1).uid(),
                new RuleState(Map.of(), Set.of(), new RuleHealth(RuleHealth.Kind.ERR, "too many"))));
        return new RuleGroupStatus(
                group,
                state,
                HttpApiFixture.NOW.plusMillis(250),
                Duration.ofNanos(1_500_000),
                Map.of(group.rules().get(0).uid(), Duration.ofNanos(250_000)));
    }
}
