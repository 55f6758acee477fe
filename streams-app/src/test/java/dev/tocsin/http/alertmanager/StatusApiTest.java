package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.http.common.InstanceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusApiTest {
    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void statusHasFieldsOfAlertmanagerAndOfTocsin() {
        api.status = new InstanceStatus(
                List.of("cut off for 20 s"), true, HttpApiFixture.members("two", "one"), "line 3: no such receiver", 4);

        assertThat(api.get("/api/v2/status").body())
                .isEqualTo("{\"cluster\":{\"name\":\"one\",\"peers\":["
                        + "{\"address\":\"http://one:9093\",\"name\":\"one\"},"
                        + "{\"address\":\"http://two:9093\",\"name\":\"two\"}],\"status\":\"settling\"},"
                        + "\"config\":{\"original\":\"\"},\"uptime\":\"2026-01-01T11:59:00.000Z\","
                        + "\"versionInfo\":{\"branch\":\"\",\"buildDate\":\"\",\"buildUser\":\"\",\"goVersion\":\"\","
                        + "\"revision\":\"tocsin-1.2.3\",\"version\":\"0.33.0\"},"
                        + "\"tocsin\":{\"instance\":\"one\",\"version\":\"1.2.3\",\"ready\":false,"
                        + "\"notReady\":[\"cut off for 20 s\"],\"degraded\":[],\"isolated\":true,"
                        + "\"configProblem\":\"line 3: no such receiver\",\"skippedRecords\":4}}\n");
    }

    @Test
    void configurationIsShownWithDefaultsAndWithoutSecrets() throws JsonProcessingException {
        api.configure(TestConfigs.read("am.yml", """
                # hunter2
                route: {receiver: hook}
                receivers: [{name: hook, webhook_configs: [{url: 'http://hunter2'}]}]
                """));
        var shown = new ObjectMapper()
                .readTree(api.get("/api/v2/status").body())
                .at("/config/original")
                .textValue();
        assertThat(shown).contains("resolve_timeout: 5m", "url: <secret>").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/status",
                "/api/v2/receivers",
                "/api/v2/alerts/groups",
                "/metrics",
                "/ui/",
                "/api/v1/tocsin/summary",
                "/api/v1/tocsin/routing",
                "/api/v1/tocsin/alerts",
                "/api/v1/tocsin/members"
            })
    void responsesHaveNoSecrets(String path) throws IOException {
        var text = Files.readString(Path.of("src/test/resources/receivers/secrets.yml"))
                .replaceAll("\\bURL\\b", "http://hooks.example")
                .replace("SMARTHOST", "mail.example:25");
        api.configure(TestConfigs.read("am.yml", text));
        var answer = api.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNotEmpty().doesNotContain("s3cr3t");
    }
}
