package dev.tocsin.http.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluator.DryRun;
import dev.tocsin.evaluator.InMemoryRuleGroupLog;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules below {@code /api/v1/tocsin}, and help for queries. */
class RuleListApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/api/v1/tocsin/rules";
    private static final String RULES = """
            groups:
              - name: web
                interval: 15s
                rules:
                  - {record: 'load:sum', expr: 'sum by (job) (load)'}
                  - {alert: High, expr: 'load:sum > 1', for: 1m, labels: {severity: page}}
                  - {alert: Up, expr: 'load > 5', labels: {severity: info}}
              - name: more
                rules:
                  - {alert: Broken, expr: 'load + on () load'}
            """;

    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void evaluate() {
        var now = HttpApiFixture.NOW;
        for (var job : List.of("a", "b")) {
            api.samples.append(Labels.of("__name__", "load", "job", job), now.toEpochMilli(), job.equals("a") ? 7 : 2);
            api.samples.append(
                    Labels.of("__name__", "load:sum", "job", job), now.toEpochMilli(), job.equals("a") ? 7 : 2);
        }
        read(RULES).forEach(group -> api.groups.add(evaluated(group)));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static List<RuleGroup> read(String rules) {
        return RuleFileReader.read(
                "r.yml", rules, "ns", InMemoryRuleGroupLog.DEFAULTS, RuleFileReader.UnknownKeys.REJECTED);
    }

    private RuleGroupStatus evaluated(RuleGroup group) {
        var result = GroupEvaluation.evaluate(
                group, GroupState.INITIAL, HttpApiFixture.NOW, new TestEvaluation(api.samples));
        var costs = group.rules().stream()
                .collect(Collectors.toMap(
                        rule -> rule.uid(),
                        rule -> Duration.ofMillis(rule.name().length())));
        return new RuleGroupStatus(group, result.after(), HttpApiFixture.NOW, Duration.ofMillis(9), costs, Map.of());
    }

    private JsonNode data(String path) throws Exception {
        var answer = api.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("data");
    }

    private static String names(JsonNode list) {
        return StreamSupport.stream(list.path("groups").spliterator(), false)
                .map(group -> group.path("name").asText() + "["
                        + String.join(" ", group.path("rules").findValuesAsText("name")) + "]")
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            # query                     | rules
            ''                          | more[Broken] web[load:sum High Up]
            sort=cost                   | web[load:sum High Up] more[Broken]
            sort=state                  | web[Up High load:sum] more[Broken]
            state=firing                | web[Up]
            state=pending,firing        | web[High Up]
            health=err                  | more[Broken]
            search=LOAD:                | web[load:sum High]
            search=severity%3Dpage      | web[High]
            label=severity%3Dinfo       | web[Up]
            type=recording              | web[load:sum]
            namespace=other             | ''
            limit=1                     | more[Broken]
            """)
    void rulesAreFilteredAndSorted(String query, String rules) throws Exception {
        assertThat(names(data(PATH + "?" + query))).isEqualTo(rules);
    }

    @Test
    void pagesHaveWholeGroups() throws Exception {
        var first = data(PATH + "?limit=1");
        assertThat(first.path("total").asInt()).isEqualTo(4);
        var second = data(PATH + "?limit=1&cursor=" + first.path("next").asText());
        assertThat(names(second)).isEqualTo("web[load:sum High Up]");
        assertThat(second.path("next").asText()).isEmpty();
    }

    @Test
    void aRuleHasItsStateCostAndCounts() throws Exception {
        var list = data(PATH);
        assertThat(list.path("counts"))
                .isEqualTo(JSON.readTree("{\"inactive\":1,\"pending\":1,\"firing\":1,\"unhealthy\":1}"));
        var web = list.path("groups").path(1);
        assertThat(web.path("lastTick").asText()).isEqualTo("2026-01-01T12:00:00.000Z");
        assertThat(web.path("nextTick").asText()).isEqualTo("2026-01-01T12:00:15.000Z");
        assertThat(web.path("rules").path(1)).isEqualTo(JSON.readTree("""
                {"name":"High","type":"alerting","expr":"load:sum > 1","forSeconds":60,"keepFiringForSeconds":0,
                 "labels":{"severity":"page"},"annotations":{},"health":"ok","error":"","state":"pending",
                 "alerts":{"pending":2,"firing":0},"costSeconds":0.004,"dataSource":"","index":1}"""));
        assertThat(list.path("groups")
                        .path(0)
                        .path("rules")
                        .path(0)
                        .path("error")
                        .asText())
                .contains("many-to-many");
    }

    @Test
    void oneRuleHasItsAlertsItsTextAndTheRulesThatItReads() throws Exception {
        var rule = data(PATH + "/ns/web/1");
        assertThat(rule.path("name").asText()).isEqualTo("High");
        assertThat(rule.path("exprFormatted").asText()).isEqualTo("load:sum > 1");
        assertThat(rule.path("yaml").asText()).contains("alert: High", "interval: 15s");
        assertThat(rule.path("activeAlertsTotal").asInt()).isEqualTo(2);
        assertThat(rule.path("activeAlerts").path(0).path("state").asText()).isEqualTo("pending");
        assertThat(rule.path("reads").findValuesAsText("name")).containsExactly("load:sum");
        assertThat(data(PATH + "/ns/web/0").path("readBy").findValuesAsText("name"))
                .containsExactly("High");
        for (var path : List.of("/ns/web/3", "/ns/web/x", "/ns/none/0", "/none/web/0")) {
            assertThat(api.get(PATH + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    private JsonNode post(String path, String body) throws Exception {
        var answer = api.send("POST", PATH + path, BodyPublishers.ofString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("data");
    }

    @Test
    void allMistakesOfARuleFileAreToldWithTheirPlaces() throws Exception {
        assertThat(post("/check", RULES)).isEqualTo(JSON.readTree("{\"problems\":[],\"groups\":2,\"rules\":4}"));
        var wrong = post("/check", """
                groups:
                  - name: web
                    rules:
                      - {alert: A, expr: 'up ==', for: soon}
                """);
        assertThat(wrong.path("problems").size()).isEqualTo(2);
        assertThat(wrong.path("problems").findValues("line")).allMatch(line -> line.asInt() == 4);
        assertThat(wrong.path("problems").toString()).contains("could not parse expression", "invalid field 'for'");
        assertThat(api.send("POST", PATH + "/dryrun", BodyPublishers.ofString("groups: 1"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aDryRunTellsWhichRulesChangeAndWhichAlertsBeginAndEnd() throws Exception {
        var next = """
                groups:
                  - name: web
                    interval: 15s
                    rules:
                      - {record: 'load:sum', expr: 'sum by (job) (load)'}
                      - {alert: High, expr: 'load:sum > 5', for: 1m, labels: {severity: page}}
                      - {alert: New, expr: 'load > 1'}
                """;
        var changes = post("/dryrun?namespace=ns", next).path("changes");
        assertThat(StreamSupport.stream(changes.spliterator(), false)
                        .map(change -> "%s %s fires %d resolves %d %s"
                                .formatted(
                                        change.path("rule").asText(),
                                        change.path("kind").asText(),
                                        change.path("fires").asInt(),
                                        change.path("resolves").asInt(),
                                        change.path("resolvesNow").findValuesAsText("job")))
                        .toList())
                .containsExactly(
                        "load:sum same fires 0 resolves 0 []",
                        "High changed fires 0 resolves 1 [b]",
                        "New added fires 2 resolves 0 []",
                        "Up removed fires 0 resolves 1 [a]");
        assertThat(DryRun.Kind.values()).hasSize(4);
    }

    @Test
    void queriesAreHighlightedAndTheirErrorsHavePlaces() throws Exception {
        var tokens = data("/api/v1/tocsin/tokens?query=" + encoded("sum(up"));
        assertThat(tokens.path("tokens").toString())
                .isEqualTo("[{\"from\":0,\"to\":3,\"type\":\"aggregator\"},"
                        + "{\"from\":3,\"to\":4,\"type\":\"punctuation\"},{\"from\":4,\"to\":6,\"type\":\"metric\"}]");
        assertThat(tokens.path("errors").path(0).path("message").asText()).isEqualTo("unclosed left parenthesis");
        assertThat(data("/api/v1/tocsin/tokens?query=up").path("errors").size()).isZero();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            loa           | [load, load:sum]
            load{         | [job]
            load{job="    | [a, b]
            {job="a       | [a]
            sum by (      | [job]
            histogram_q   | [histogram_quantile, histogram_quantiles]
            ignor         | [ignoring]
            """)
    void wordsAreCompletedFromSeriesAndTheLanguage(String query, String candidates) throws Exception {
        var found = data("/api/v1/tocsin/completion?query=" + encoded(query));
        assertThat(found.path("candidates").findValuesAsText("text").toString()).isEqualTo(candidates);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
