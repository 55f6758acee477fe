package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.http.HttpApiFixture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

class OtherOriginsTest {
    private static final String LISTED = "http: {cors_origins: ['http://karma.example']}\n";
    private static final String BY_PROXY =
            LISTED + "auth: {proxy: {trusted_proxies: [127.0.0.1]}, roles: {admin: {users: [alice]}}}";
    private static final String SILENCE = """
            {"matchers":[{"name":"a","value":"b","isRegex":false}],"startsAt":"2026-01-01T12:00:00Z",
             "endsAt":"2026-01-01T13:00:00Z","createdBy":"x","comment":"y"}""";

    @TempDir
    private Path folder;

    /** An origin that is not listed reads what everybody may read, and writes nothing. */
    @ParameterizedTest(name = "{0} {1} from {2}: origin {3}, methods {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GET    | /api/v2/silences  | http://evil.example  | *                    | GET
            POST   | /api/v2/silences  | http://evil.example  | -                    | -
            POST   | /api/v2/alerts    | http://evil.example  | -                    | -
            POST   | /api/v1/write     | http://evil.example  | -                    | -
            POST   | /-/reload         | http://evil.example  | -                    | -
            DELETE | /api/v2/silence/x | http://evil.example  | -                    | -
            POST   | /api/v1/query     | http://evil.example  | *                    | POST
            GET    | /api/v1/rules     | http://evil.example  | *                    | GET
            GET    | /api/v2/silences  | http://karma.example | http://karma.example | GET
            POST   | /api/v2/silences  | http://karma.example | http://karma.example | POST
            DELETE | /api/v2/silence/x | http://karma.example | http://karma.example | DELETE
            PUT    | /api/v2/silences  | http://karma.example | -                    | -
            POST   | /api/v2/silences  | https://karma.example | -                   | -
            POST   | /api/v2/silences  | http://karma.example.evil.example | -       | -
            POST   | /api/v2/silences  | null                 | -                    | -
            """)
    void preflightAllowsReadsAndListedOrigins(
            String method, String path, String origin, String allowed, String methods) {
        try (var api = HttpApiFixture.openWithAuth(LISTED)) {
            var answer = api.send(
                    "OPTIONS",
                    path,
                    BodyPublishers.noBody(),
                    "Origin",
                    origin,
                    "Access-Control-Request-Method",
                    method);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(allowed);
            assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo(methods);
            assertThat(header(answer, "Vary")).contains("Origin");
        }
    }

    /** A browser adds these headers; a page cannot change them. */
    @ParameterizedTest(name = "Origin {0}, Sec-Fetch-Site {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                    | -           | 200
            -                    | same-origin | 200
            -                    | none        | 200
            http://evil.example  | -           | 403
            http://evil.example  | cross-site  | 403
            http://other.example | same-site   | 403
            null                 | cross-site  | 403
            null                 | -           | 403
            -                    | cross-site  | 403
            http://karma.example | -           | 200
            http://karma.example | cross-site  | 200
            own                  | -           | 200
            own                  | same-origin | 200
            """)
    void aPageOfAnotherOriginWritesOnlyIfItIsListed(String origin, String site, int status) {
        for (var settings : List.of(LISTED, BY_PROXY)) {
            try (var api = HttpApiFixture.openWithAuth(settings)) {
                var headers = new ArrayList<>(List.of("Content-Type", "application/json", "X-Forwarded-User", "alice"));
                if (origin != null) {
                    headers.addAll(List.of("Origin", origin.equals("own") ? api.url() : origin));
                }
                if (site != null) {
                    headers.addAll(List.of("Sec-Fetch-Site", site));
                }
                var answer = api.send(
                        "POST", "/api/v2/silences", BodyPublishers.ofString(SILENCE), headers.toArray(String[]::new));
                assertThat(answer.statusCode()).as(settings).isEqualTo(status);
                assertThat(api.get("/api/v2/silences", "X-Forwarded-User", "alice")
                                        .body()
                                        .contains("\"x\"")
                                || api.get("/api/v2/silences", "X-Forwarded-User", "alice")
                                        .body()
                                        .contains("alice"))
                        .isEqualTo(status == 200);
                if (status == 403) {
                    assertThat(answer.body()).contains("another origin").contains("http.cors_origins");
                }
            }
        }
    }

    @Test
    void aLoginThatTheBrowserAddsIsNotReadableByOtherOrigins() {
        try (var api = HttpApiFixture.openWithAuth(BY_PROXY)) {
            var read = api.get("/api/v2/silences", "X-Forwarded-User", "alice", "Origin", "http://evil.example");
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(header(read, "Access-Control-Allow-Origin")).isNull();
            assertThat(header(read, "Vary")).isEqualTo("Origin");
            var listed = api.get("/api/v2/silences", "X-Forwarded-User", "alice", "Origin", "http://karma.example");
            assertThat(header(listed, "Access-Control-Allow-Origin")).isEqualTo("http://karma.example");
            assertThat(header(listed, "Access-Control-Allow-Credentials")).isEqualTo("true");
        }
    }

    @Test
    void aTokenIsNotAddedByABrowserSoItsOriginDoesNotMatter() throws IOException {
        var file = Files.writeString(
                folder.resolve("tokens.yml"),
                "tokens: {ci: {sha256: %s, roles: [responder]}}".formatted(RolesTest.sha256("secret")));
        try (var api = HttpApiFixture.openWithAuth("auth: {tokens_file: %s}".formatted(file))) {
            var answer = api.send(
                    "POST",
                    "/api/v2/silences",
                    BodyPublishers.ofString(SILENCE),
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer secret",
                    "Origin",
                    "http://evil.example");
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "a page of {0}://, forwarded as {1} by a trusted proxy {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            http,  -,             false, 200
            https, -,             false, 403
            https, https,         false, 403
            https, https,         true,  200
            https, 'http, https', true,  200
            http,  https,         true,  403
            http,  -,             true,  200
            """)
    void anOriginOfAnotherSchemeIsAnotherOrigin(String page, String forwarded, boolean isTrusted, int status) {
        try (var api = HttpApiFixture.openWithAuth(isTrusted ? BY_PROXY : LISTED)) {
            var headers = new ArrayList<>(List.of("Content-Type", "application/json", "X-Forwarded-User", "alice"));
            headers.addAll(List.of("Origin", api.url().replace("http:", page + ":")));
            if (forwarded != null) {
                headers.addAll(List.of("X-Forwarded-Proto", forwarded));
            }
            assertThat(api.send(
                                    "POST",
                                    "/api/v2/silences",
                                    BodyPublishers.ofString(SILENCE),
                                    headers.toArray(String[]::new))
                            .statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void aListedOriginWritesWithAPassword() throws IOException {
        var users = Files.writeString(
                folder.resolve("web.yml"),
                "basic_auth_users: {alice: '%s'}".formatted(BCrypt.hashpw("wonderland", BCrypt.gensalt(4))));
        var login = "Basic " + Base64.getEncoder().encodeToString("alice:wonderland".getBytes(StandardCharsets.UTF_8));
        var settings = HttpApiFixture.listenAt("127.0.0.1", 0).withWebConfigFile(users);
        try (var api = HttpApiFixture.openWithAuth(settings, LISTED)) {
            var preflight = new String[] {"Origin", "http://karma.example", "Access-Control-Request-Method", "POST"};
            var asked = api.send("OPTIONS", "/api/v2/silences", BodyPublishers.noBody(), preflight);
            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(header(asked, "Access-Control-Allow-Origin")).isEqualTo("http://karma.example");
            assertThat(header(asked, "Access-Control-Allow-Headers")).contains("Authorization");

            var body = BodyPublishers.ofString(SILENCE);
            var json = List.of("Origin", "http://karma.example", "Content-Type", "application/json");
            var headers = new ArrayList<>(json);
            headers.addAll(List.of("Authorization", login));
            assertThat(api.send("POST", "/api/v2/silences", body, json.toArray(String[]::new))
                            .statusCode())
                    .as("without the password")
                    .isEqualTo(401);
            var written = api.send("POST", "/api/v2/silences", body, headers.toArray(String[]::new));
            assertThat(written.statusCode()).isEqualTo(200);
            assertThat(header(written, "Access-Control-Allow-Origin")).isEqualTo("http://karma.example");

            assertThat(api.send("OPTIONS", "/api/v2/silences", BodyPublishers.noBody())
                            .statusCode())
                    .as("no preflight")
                    .isEqualTo(401);
            assertThat(api.get("/api/v2/silences", preflight).statusCode())
                    .as("no preflight")
                    .isEqualTo(401);
        }
    }

    /** Browsers send these types to other origins without asking first. */
    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void onlyJsonCreatesASilence(String type) {
        try (var api = HttpApiFixture.open()) {
            var answer = api.send("POST", "/api/v2/silences", BodyPublishers.ofString(SILENCE), "Content-Type", type);
            assertThat(answer.statusCode()).isEqualTo(415);
        }
    }

    @Test
    void anOriginWithAPathIsAMistakeInTheSettings() {
        assertThatThrownBy(() -> HttpApiFixture.openWithAuth("http: {cors_origins: ['http://a.example/x', '*']}"))
                .hasMessageContaining("tocsin.yml:1:23")
                .hasMessageContaining("an origin such as https://karma.example.org, without a path");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
