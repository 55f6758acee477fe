package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryApiTest {
    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void appendTwoSeries() {
        var now = HttpApiFixture.NOW.toEpochMilli();
        for (var i = 0; i < 3; i++) {
            api.samples.append(Labels.of("__name__", "up", "job", "a"), now - 60_000 * i, 1);
        }
        api.samples.append(Labels.of("__name__", "load", "job", "b", "http.status", "2"), now, 0.1 + 0.2);
    }

    @Test
    void histogramIsShownWithItsBuckets() {
        var histogram = new Histogram(
                BucketLayout.exponential(0, 0.5),
                1,
                6,
                2.5,
                BucketCounts.ofContiguous(1, 2, 0, 1e21),
                BucketCounts.ofContiguous(1, 3),
                CounterResetHint.UNKNOWN);
        var time = HttpApiFixture.NOW.toEpochMilli();
        api.samples.append(Labels.of("__name__", "h"), Sample.of(time, histogram));
        api.samples.append(Labels.of("__name__", "h"), time - 60_000, 7);

        var json = "[1767268800,{\"count\":\"6\",\"sum\":\"2.5\",\"buckets\":[[1,\"-2\",\"-1\",\"3\"],"
                + "[3,\"-0.5\",\"0.5\",\"1\"],[0,\"1\",\"2\",\"2\"],[0,\"4\",\"8\",\"1e+21\"]]}]";
        assertThat(api.get("/api/v1/query?query=h").body())
                .contains("\"result\":[{\"metric\":{\"__name__\":\"h\"},\"histogram\":" + json + "}]");
        assertThat(api.get("/api/v1/query?query=h[2m]").body())
                .contains("\"result\":[{\"metric\":{\"__name__\":\"h\"},\"values\":[[1767268740,\"7\"]],"
                        + "\"histograms\":[" + json + "]}]");
        assertThat(api.get("/api/v1/query?query=histogram_count(h*0)").body())
                .contains("\"result\":[{\"metric\":{},\"value\":[1767268800,\"0\"]}]");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest(name = "{0}?{1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            query       | query=1%2B1;time=4                      | {"resultType":"scalar","result":[4,"2"]}
            query       | query=up                                | {"resultType":"vector","result":[{"metric":{"__name__":"up","job":"a"},"value":[1767268800,"1"]}]}
            query       | query=load*1e-9;time=1767268800.5        | {"resultType":"vector","result":[{"metric":{"http.status":"2","job":"b"},"value":[1767268800.5,"3.0000000000000005e-10"]}]}
            query       | query="x";time=2026-01-01T12:00:00Z     | {"resultType":"string","result":[1767268800,"x"]}
            query       | query=up[2m]                            | {"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"a"},"values":[[1767268740,"1"],[1767268800,"1"]]}]}
            query       | query=none                              | {"resultType":"vector","result":[]}
            query_range | query=-up;start=1767268740;end=1767268800;step=1m | {"resultType":"matrix","result":[{"metric":{"job":"a"},"values":[[1767268740,"-1"],[1767268800,"-1"]]}]}
            series      | match[]=up                              | [{"__name__":"up","job":"a"}]
            series      | match[]=up;end=5                        | []
            labels      | ^^                                      | ["__name__","http.status","job"]
            labels      | match[]=up                              | ["__name__","job"]
            """)
    void answers(String path, String parameters, String expected) {
        var whole = "{\"status\":\"success\",\"data\":" + expected + "}\n";

        assertThat(api.get("/api/v1/" + path + "?" + form(parameters)).body()).isEqualTo(whole);
        assertThat(posted(path, parameters)).isEqualTo(whole);
    }

    @Test
    void labelValuesAreListedByEscapedLabelName() {
        assertThat(api.get("/api/v1/label/job/values").body()).contains("\"data\":[\"a\",\"b\"]");
        assertThat(api.get("/api/v1/label/U__http_2e_status/values").body()).contains("\"data\":[\"2\"]");
        assertThat(api.get("/api/v1/label/none/values").body()).contains("\"data\":[]");
    }

    @Test
    void truncatedListHasAWarning() {
        assertThat(api.get("/api/v1/label/job/values?limit=1").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"a\"],"
                        + "\"warnings\":[\"results truncated due to limit\"]}\n");
        assertThat(api.get("/api/v1/query?limit=1&query=" + encoded("{job!=\"\"}"))
                        .body())
                .contains("load")
                .doesNotContain("up")
                .contains("results truncated due to limit");
    }

    @ParameterizedTest(name = "{0}?{1}: {2} {3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            query       | query=up(                                | 400 | bad_data  | invalid parameter "query": 1:4: parse error: unclosed left parenthesis
            query       | query=up;time=x                          | 400 | bad_data  | invalid parameter "time": invalid time value for 'time': cannot parse "x" to a valid timestamp
            query       | query=up;limit=-1                        | 400 | bad_data  | invalid parameter "limit": limit must be non-negative
            query       | query=up;limit=x                         | 400 | bad_data  | invalid parameter "limit": strconv.Atoi: parsing "x": invalid syntax
            query_range | query=up[1m];start=1;end=2;step=1        | 400 | bad_data  | invalid parameter "query": invalid expression type "range vector" for range query, must be Scalar or instant Vector
            labels      | match[]=x{                               | 400 | bad_data  | 1:3: parse error: unexpected end of input inside braces
            query_range | query=up;start=2;end=1;step=1            | 400 | bad_data  | invalid parameter "end": end timestamp must not be before start time
            query_range | query=up;start=1;end=2;step=0            | 400 | bad_data  | invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer
            query_range | query=up;start=1;end=2;step=x            | 400 | bad_data  | invalid parameter "step": cannot parse "x" to a valid duration
            query_range | query=up;start=0;end=11001;step=1        | 400 | bad_data  | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)
            series      | ^^                                       | 400 | bad_data  | no match[] parameter provided
            """)
    void refuses(String path, String parameters, int status, String type, String error) {
        var answer = api.get("/api/v1/" + path + "?" + form(parameters));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"error\",\"errorType\":\"%s\",\"error\":\"%s\"}\n"
                        .formatted(type, error.replace("\"", "\\\"")));
    }

    @Test
    void failedEvaluationIsAnExecutionError() {
        var answer = api.get("/api/v1/query?query=" + encoded("label_replace(up, \"job\", \"x\", \"\", \"(\")"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).startsWith("{\"status\":\"error\",\"errorType\":\"execution\",");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            query_exemplars?query=up   | []
            metadata                   | {}
            targets                    | {"activeTargets":[],"droppedTargets":[],"droppedTargetCounts":{}}
            targets/metadata           | []
            scrape_pools               | {"scrapePools":[]}
            alertmanagers              | {"activeAlertmanagers":[],"droppedAlertmanagers":[]}
            status/flags               | {"enable-feature":"","query.lookback-delta":"5m","query.max-samples":"50000000"}
            status/config              | {"yaml":"global:\\n  evaluation_interval: 1m\\n"}
            status/walreplay           | {"min":0,"max":0,"current":0}
            notifications              | []
            status/runtimeinfo         | {"startTime":"2026-01-01T11:59:00Z","hostname":"one","serverTime":"2026-01-01T12:00:00Z","reloadConfigSuccess":true}
            format_query?query=up%2B1  | "up + 1"
            """)
    void answersRequestsOfGrafana(String path, String expected) {
        assertThat(api.get("/api/v1/" + path).body()).isEqualTo("{\"status\":\"success\",\"data\":" + expected + "}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "true", "x"})
    void statisticsAreSentOnRequest(String stats) {
        var query = "/api/v1/query?query=sum_over_time(up%5B2m%5D)";
        assertThat(api.get(query).body()).doesNotContain("stats");
        assertThat(api.get(query + "&stats=" + stats).body())
                .containsPattern(",\"stats\":\\{\"timings\":\\{\"evalTotalTime\":[0-9.E-]+,\"resultSortTime\":0.0,"
                        + "\"queryPreparationTime\":[0-9.E-]+,\"innerEvalTime\":[0-9.E-]+,"
                        + "\"execQueueTime\":[0-9.E-]+,\"execTotalTime\":[0-9.E-]+},"
                        + "\"samples\":\\{\"totalQueryableSamples\":2,\"peakSamples\":[0-9]}}");
    }

    @Test
    void versionIsATextWithTheBuildInfo() {
        var answer = api.get("/version");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(answer.body()).startsWith("{\"version\":\"3.5.0\",\"revision\":\"tocsin-1.2.3\"");
    }

    @Test
    void experimentalFeatureIsRejectedUnlessEnabled() {
        var query = "/api/v1/query?query=" + encoded("limitk(1, vector(3))");
        assertThat(api.get(query).statusCode()).isEqualTo(400);
        assertThat(api.get(query).body()).contains("--enable-feature=promql-experimental-functions");
        try (var experimenting = HttpApiFixture.openWithFeatures(Features.ALL)) {
            assertThat(experimenting.get(query).body()).contains("[1767268800,\"3\"]");
        }
    }

    @Test
    void responseHasAnnotations() {
        assertThat(api.get("/api/v1/query?query=" + encoded("rate(up[5m])")).body())
                .contains("\"infos\":[\"PromQL info: metric might not be a counter");
    }

    private String posted(String path, String parameters) {
        return api.send(
                        "POST",
                        "/api/v1/" + path,
                        BodyPublishers.ofString(form(parameters)),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .body();
    }

    private static String form(String parameters) {
        return Stream.of(parameters.split(";"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .map(pair -> encoded(pair[0]) + "=" + encoded(pair[1].replace("%2B", "+")))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void buildInfoHasTheVersionOfPrometheus() {
        assertThat(api.get("/api/v1/status/buildinfo").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"version\":\"3.5.0\",\"revision\":\"tocsin-1.2.3\","
                        + "\"branch\":\"\",\"buildUser\":\"\",\"buildDate\":\"\",\"goVersion\":\"\"}}\n");
    }

    @Test
    void answersOfAnInstanceWithoutAllSeriesHaveAWarning() {
        var paths = Stream.of(
                        "query?query=up", "query_range?query=up&start=1&end=2&step=1", "series?match[]=up", "labels")
                .map(path -> "/api/v1/" + path)
                .toList();
        paths.forEach(path -> assertThat(api.get(path).body()).doesNotContain("warnings"));
        api.queryWarnings = List.of("only some series");
        paths.forEach(path -> assertThat(api.get(path).body()).contains("\"warnings\":[\"only some series\"]"));
    }
}
