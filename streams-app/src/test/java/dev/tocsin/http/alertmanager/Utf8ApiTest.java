package dev.tocsin.http.alertmanager;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.http.HttpApiFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alertmanager's acceptance scenarios of its API: UTF-8 names and values, and filters. */
class Utf8ApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LABELS = "{\"a\":\"a\",\"00\":\"b\",\"Σ\":\"c\",\"🙂\":\"dΘ\"}";

    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void configure() {
        api.configure(TestConfigs.read("am.yml", "route: {receiver: r, group_by: []}\nreceivers: [{name: r}]\n"));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void labelValuesCanBeAnyText() {
        assertThat(post("{\"a\":\"b\",\"b\":\"Σ\",\"c\":\"🙂\",\"d\":\"eΘ\"}")).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"00=b", "Σ=c", "\"\\xf0\\x9f\\x99\\x82\"=dΘ", "🙂=dΘ", "a=~\".\"", "unknown=\"\""})
    void alertIsFoundByUtf8Name(String filter) throws Exception {
        assertThat(post(LABELS)).isEqualTo(200);
        assertThat(json("/api/v2/alerts").at("/0/labels")).isEqualTo(JSON.readTree(LABELS));
        assertThat(json("/api/v2/alerts?filter=" + encode(filter, UTF_8))).hasSize(1);
        assertThat(json("/api/v2/alerts/groups").at("/0/alerts")).hasSize(1);
        assertThat(json("/api/v2/alerts/groups?filter=" + encode(filter, UTF_8)).at("/0/alerts"))
                .hasSize(1);
    }

    @Test
    void silenceIsFoundByItsMatchers() throws Exception {
        var matcher = "{\"isEqual\":true,\"isRegex\":false,\"name\":\"fooΣ\",\"value\":\"bar🙂\"}";
        var posted = api.postJson("/api/v2/silences", """
                {"matchers": [%s], "createdBy": "", "comment": "",
                 "startsAt": "2026-01-01T12:00:00Z", "endsAt": "2026-01-01T13:00:00Z"}""".formatted(matcher));
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(json("/api/v2/silences").at("/0/matchers/0")).isEqualTo(JSON.readTree(matcher));
        assertThat(json("/api/v2/silences?filter=" + encode("fooΣ=bar🙂", UTF_8)))
                .hasSize(1);
        assertThat(json("/api/v2/silences?filter=" + encode("fooΣ=~bar🙂", UTF_8)))
                .as("a filter selects silences that contain this matcher")
                .isEmpty();
    }

    @Test
    void allFiltersMustMatch() throws Exception {
        post("{\"alertname\":\"test1\",\"severity\":\"warning\"}");
        post("{\"system\":\"foo\",\"severity\":\"critical\"}");
        var found = json("/api/v2/alerts?filter=alertname=test1&filter=severity=warning");
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/status/state").asText()).isEqualTo("active");
        assertThat(json("/api/v2/alerts?filter=alertname=test1&filter=severity=critical"))
                .isEmpty();
    }

    private int post(String labels) {
        return api.postJson("/api/v2/alerts", "[{\"labels\":" + labels + "}]").statusCode();
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(api.get(path).body());
    }
}
