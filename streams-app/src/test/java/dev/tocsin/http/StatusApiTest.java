package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.http.instance.Condition;
import dev.tocsin.notification.configuration.AlertingConfig;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.Options;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RoutingTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusApiTest {
    private final OpenDoor door = OpenDoor.open();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void theStatusIsAlertmanagersAndOurs() {
        door.condition = new Condition(
                List.of("cut off for 20 s"), true, OpenDoor.members("two", "one"), "line 3: no such receiver", 4);

        assertThat(door.get("/api/v2/status").body())
                .isEqualTo("{\"cluster\":{\"name\":\"one\",\"peers\":["
                        + "{\"address\":\"http://one:9093\",\"name\":\"one\"},"
                        + "{\"address\":\"http://two:9093\",\"name\":\"two\"}],\"status\":\"settling\"},"
                        + "\"config\":{\"original\":\"\"},\"uptime\":\"2026-01-01T11:59:00.000Z\","
                        + "\"versionInfo\":{\"branch\":\"\",\"buildDate\":\"\",\"buildUser\":\"\",\"goVersion\":\"\","
                        + "\"revision\":\"tocsin-1.2.3\",\"version\":\"0.33.0\"},"
                        + "\"tocsin\":{\"instance\":\"one\",\"version\":\"1.2.3\",\"ready\":false,"
                        + "\"notReady\":[\"cut off for 20 s\"],\"isolated\":true,"
                        + "\"configProblem\":\"line 3: no such receiver\",\"skippedRecords\":4}}\n");
    }

    @Test
    void theConfigurationIsShownWithoutItsSecrets() {
        assertThat(shown("""
                                # the old password was hunter2
                                global: {http_config: {basic_auth: {username: me, password: &p hunter2}}}
                                route:
                                  receiver: hook
                                  group_by: [alertname]
                                  routes:
                                  - matchers: [ 'token = "url"' ]
                                    repeat_interval: 3h
                                receivers:
                                - name: hook
                                  webhook_configs:
                                  - url: "https://hooks/hunter2"
                                    url_file: /run/url
                                    max_alerts: 5
                                    http_config:
                                      authorization: {type: Bearer, credentials: hunter2}
                                      bearer_token_file: /run/token
                                      http_headers:
                                        X-Key: {values: [hunter2], secrets: [hunter2, 'hunter2 '], files: [/run/key]}
                                - name: *p
                                """)).isEqualTo("""
                        global: {http_config: {basic_auth: {username: me, password: <secret>}}}
                        route:
                          receiver: hook
                          group_by: [alertname]
                          routes:
                          - matchers: ['token = "url"']
                            repeat_interval: 3h
                        receivers:
                        - name: hook
                          webhook_configs:
                          - url: <secret>
                            url_file: /run/url
                            max_alerts: 5
                            http_config:
                              authorization: {type: Bearer, credentials: <secret>}
                              bearer_token_file: /run/token
                              http_headers:
                                X-Key: {values: [<secret>], secrets: [<secret>, <secret>], files: [/run/key]}
                        - name: <secret>
                        """);
    }

    @Test
    void secretsInMergedMappingsAndLongTextsAreHiddenToo() {
        var shown = shown("""
                receivers:
                - name: a
                  webhook_configs:
                  - &base
                    url: http://hunter2
                  - <<: *base
                    max_alerts: 1
                  - <<: {url: http://hunter2}
                  - "url": >-
                      http://hunter2
                - name: b
                  slack_configs: [{api_url: http://hunter2, text: "a long text that is longer than a line would be if lines were folded at eighty"}]
                """);

        assertThat(shown)
                .doesNotContain("hunter2")
                .contains("a long text that is longer than a line would be if lines were folded at eighty");
    }

    @Test
    void whatIsNotYamlIsNotShown() {
        assertThat(shown("a: [hunter2")).isEqualTo("# it was read once, but can not be written anew\n");
        assertThat(shown("hunter2")).isEmpty();
    }

    @Test
    void buildInfoSaysWhosApiItIs() {
        assertThat(door.get("/api/v1/status/buildinfo").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"version\":\"3.5.0\",\"revision\":\"tocsin-1.2.3\","
                        + "\"branch\":\"\",\"buildUser\":\"\",\"buildDate\":\"\",\"goVersion\":\"\"}}\n");
    }

    private String shown(String original) {
        var options = Options.DEFAULT.withReceiver("r");
        door.config = Optional.of(new AlertingConfig(
                Duration.ofMinutes(5),
                RoutingTree.of(RouteNode.of(options)),
                List.of(new Receiver("r", List.of())),
                original));
        try {
            return new ObjectMapper()
                    .readTree(door.get("/api/v2/status").body())
                    .at("/config/original")
                    .textValue();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
