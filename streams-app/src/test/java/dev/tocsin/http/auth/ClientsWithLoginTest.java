package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import dev.tocsin.http.HttpApiFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of others log in: curl, amtool and Prometheus. Each test is skipped if its program is not installed. */
class ClientsWithLoginTest {
    private static final String SILENCE = """
            {"matchers":[{"name":"a","value":"b","isRegex":false}],"startsAt":"%s",
             "endsAt":"2100-01-01T00:00:00Z","createdBy":"somebody","comment":"y"}""";

    @TempDir
    private Path folder;

    @Test
    void curlLogsInWithATokenOrThroughAProxy() throws Exception {
        try (var api = open()) {
            var silences = api.url() + "/api/v2/silences";
            var silence = SILENCE.formatted(Instant.now());
            assertThat(curl("-XPOST", "--json", silence, silences)).contains("the request has no login", "401");
            assertThat(curl("-H", "Authorization: Bearer of-viewer", "--json", silence, silences))
                    .contains("needs the role responder", "403");
            assertThat(curl("-H", "Authorization: Bearer of-ci", "--json", silence, silences))
                    .contains("200");
            assertThat(curl("-H", "X-Forwarded-User: alice", "-H", "X-Forwarded-For: 198.51.100.7", silences))
                    .contains("\"createdBy\":\"ci\"", "\"on_behalf_of\":\"somebody\"", "200");
            assertThat(curl("-uvera:password", silences)).contains("the scheme of the header", "401");
            assertThat(curl(api.url() + "/-/healthy")).contains("OK", "200");
        }
    }

    @Test
    void amtoolLogsInWithAToken() throws Exception {
        var amtool = ExternalProgram.find("amtool");
        assumeTrue(amtool.isPresent(), "no amtool on the path or in -Damtool: its test is skipped");
        try (var api = open()) {
            var file =
                    Files.writeString(folder.resolve("http.yml"), "authorization: {type: Bearer, credentials: of-ci}");
            assertThat(amtool(amtool.orElseThrow(), api, file, "silence", "add", "--author=me", "--comment=c", "a=b"))
                    .hasSizeGreaterThan(30);
            assertThat(amtool(amtool.orElseThrow(), api, file, "silence", "query"))
                    .contains("ci");
            Files.writeString(file, "authorization: {type: Bearer, credentials: of-nobody}");
            var refused = amtool.orElseThrow()
                    .run(List.of(
                            "--alertmanager.url=" + api.url(),
                            "--no-version-check",
                            "--http.config.file=" + file,
                            "alert",
                            "query"));
            assertThat(refused.code()).isNotZero();
            assertThat(refused.output()).contains("401").doesNotContain("of-nobody");
        }
    }

    @Test
    void prometheusSendsSamplesAndAlertsWithAToken() throws Exception {
        var prometheus = ExternalProgram.find("prometheus");
        assumeTrue(prometheus.isPresent(), "no prometheus on the path or in -Dprometheus: its test is skipped");
        try (var api = open()) {
            var config = Files.writeString(folder.resolve("prometheus.yml"), """
                    global: {evaluation_interval: 1s}
                    rule_files: [rules.yml]
                    remote_write: [{url: 'http://127.0.0.1:%1$d/api/v1/write', authorization: {credentials: of-sender}}]
                    alerting:
                      alertmanagers:
                      - authorization: {credentials: of-sender}
                        static_configs: [{targets: ['127.0.0.1:%1$d']}]
                    """.formatted(api.port()));
            PrometheusSender.send(prometheus.orElseThrow(), config, api);
        }
    }

    private HttpApiFixture open() throws Exception {
        var tokens = Files.writeString(folder.resolve("tokens.yml"), """
                tokens:
                  ci: {sha256: %s, roles: [responder]}
                  viewer: {sha256: %s, roles: [viewer]}
                  sender: {sha256: %s, roles: [writer]}
                """.formatted(
                        RolesTest.sha256("of-ci"), RolesTest.sha256("of-viewer"), RolesTest.sha256("of-sender")));
        return HttpApiFixture.openWithAuthAndSystemClock("""
                auth:
                  tokens_file: %s
                  proxy: {trusted_proxies: [127.0.0.1]}
                  roles: {viewer: {users: [alice]}}
                """.formatted(tokens));
    }

    private static String curl(String... arguments) throws Exception {
        var curl = ExternalProgram.find("curl");
        assumeTrue(curl.isPresent(), "no curl on the path: its test is skipped");
        var all = new ArrayList<>(List.of("--silent", "--max-time", "20", "--write-out", "%{http_code}"));
        all.addAll(List.of(arguments));
        return curl.orElseThrow().run(all).output();
    }

    private static String amtool(ExternalProgram amtool, HttpApiFixture api, Path file, String... arguments)
            throws Exception {
        var all = new ArrayList<>(
                List.of("--alertmanager.url=" + api.url(), "--no-version-check", "--http.config.file=" + file));
        all.addAll(List.of(arguments));
        var ran = amtool.run(all);
        assertThat(ran.code()).as(ran.output()).isZero();
        return ran.output();
    }
}
