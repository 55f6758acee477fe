package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.config.Settings;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
    private static final String PROXY = """
            auth:
              proxy: {trusted_proxies: [%s], groups_header: X-Forwarded-Groups}
              roles:
                viewer: {users: [vera]}
                responder: {groups: [oncall]}
                admin: {users: [alice]}
            """;

    @TempDir
    private Path folder;

    private Path tokens(String yaml) throws IOException {
        return Files.writeString(folder.resolve("tokens.yml"), yaml);
    }

    private static String token(String name, String secret, String roles) {
        return "  %s: {sha256: %s, roles: %s}\n".formatted(name, RolesTest.sha256(secret), roles);
    }

    private static HttpResponse<String> asToken(HttpApiFixture api, String path, String token) {
        return api.get(path, "Authorization", "Bearer " + token);
    }

    @Test
    void withoutSettingsEverybodyDoesEverything() {
        try (var api = HttpApiFixture.openWithAuth("")) {
            assertThat(api.get("/api/v2/silences").statusCode()).isEqualTo(200);
            assertThat(api.send("POST", "/-/reload", BodyPublishers.noBody()).statusCode())
                    .isEqualTo(200);
            assertThat(asToken(api, "/api/v2/silences", "left-over").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anonymousCallersHaveTheirRole() {
        try (var api = HttpApiFixture.openWithAuth("auth: {anonymous: [viewer, writer]}")) {
            assertThat(api.get("/api/v2/alerts").statusCode()).isEqualTo(200);
            assertThat(api.postJson("/api/v2/alerts", "[]").statusCode()).isEqualTo(200);
            assertThat(api.postJson("/api/v2/silences", "{}").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aWrongTokenIsRefusedAlsoWhereAnonymousCallersAreAllowed() throws IOException {
        var file = tokens("tokens:\n" + token("ci", "right", "[viewer]"));
        try (var api = HttpApiFixture.openWithAuth("auth: {anonymous: viewer, tokens_file: %s}".formatted(file))) {
            var wrong = asToken(api, "/api/v2/alerts", "wr0ng");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"tocsin\", error=\"invalid_token\"");
            assertThat(wrong.body()).doesNotContain("wr0ng").contains("the token is not known");
            assertThat(api.get("/api/v2/alerts", "Authorization", "Basic eDp5").statusCode())
                    .isEqualTo(401);
            assertThat(asToken(api, "/api/v2/alerts", "right").statusCode()).isEqualTo(200);
            assertThat(api.get("/api/v2/alerts").statusCode()).isEqualTo(200);
            assertThat(asToken(api, "/-/healthy", "wr0ng").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tokensThatHaveARoleButNoEntryAreFound() {
        var settings = Settings.read("test", """
                auth:
                  roles:
                    viewer: {tokens: [ci, cl], users: [nobody]}
                    admin: {tokens: [ci, deploy]}
                """, Map.of(), "host").auth();
        assertThat(settings.unknownTokens(Set.of("ci", "other"))).containsExactly("cl", "deploy");
        assertThat(settings.unknownTokens(Set.of("ci", "cl", "deploy"))).isEmpty();
    }

    @Test
    void tokensAreReadAgainWhenTheirFileChanges() throws IOException {
        var file = tokens("tokens:\n" + token("ci", "old", "[viewer]"));
        try (var api = HttpApiFixture.openWithAuth("auth: {tokens_file: %s}".formatted(file))) {
            assertThat(asToken(api, "/api/v2/alerts", "old").statusCode()).isEqualTo(200);
            replace(api, "tokens:\n" + token("ci", "new", "[viewer]"), 1);
            assertThat(asToken(api, "/api/v2/alerts", "old").statusCode()).isEqualTo(401);
            assertThat(asToken(api, "/api/v2/alerts", "new").statusCode()).isEqualTo(200);

            replace(api, "tokens: {ci: {sha256: plain}}", 2);
            assertThat(asToken(api, "/api/v2/alerts", "new").statusCode())
                    .as("an invalid file changes nothing")
                    .isEqualTo(200);
        }
    }

    private void replace(HttpApiFixture api, String yaml, int seconds) throws IOException {
        Files.setLastModifiedTime(tokens(yaml), FileTime.fromMillis(1_000_000_000L + seconds));
        api.now = api.now.plusSeconds(2);
    }

    @Test
    void mistakesInTheFileAreReportedAtOnceWithoutTheSecret() throws IOException {
        var file = tokens("""
                tokens:
                  a: {sha256: the-token-itself, roles: [viewer]}
                  b: {roles: [boss]}
                  c: {sha256: %s, rolls: [viewer]}
                """.formatted(RolesTest.sha256("x")));
        assertThatThrownBy(() -> HttpApiFixture.openWithAuth("auth: {tokens_file: %s}".formatted(file)))
                .hasMessageContaining("4 problems")
                .hasMessageContaining("tokens.yml:2:")
                .hasMessageContaining("it must be the SHA-256 of the token: 64 hexadecimal digits")
                .hasMessageContaining("a role: metrics, viewer, responder, editor, writer, admin")
                .hasMessageContaining("unknown key 'tokens.c.rolls'")
                .hasMessageNotContaining("the-token-itself");
        assertThatThrownBy(() -> HttpApiFixture.openWithAuth("auth: {tokens_file: %s/none}".formatted(folder)))
                .hasMessageContaining("auth.tokens_file")
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void manyWrongTokensOfOneAddressAreSlowedButNotThoseThatWereRight() throws IOException {
        var file = tokens("tokens:\n" + token("ci", "right", "[viewer]") + token("late", "later", "[viewer]"));
        try (var api = HttpApiFixture.openWithAuth("auth: {tokens_file: %s}".formatted(file))) {
            assertThat(asToken(api, "/api/v2/alerts", "right").statusCode()).isEqualTo(200);
            for (var i = 0; i < Limit.LOGIN_FAILURES.value(); i++) {
                assertThat(asToken(api, "/api/v2/alerts", "guess" + i).statusCode())
                        .isEqualTo(401);
            }
            var refused = asToken(api, "/api/v2/alerts", "later");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 61L);
            assertThat(asToken(api, "/api/v2/alerts", "right").statusCode()).isEqualTo(200);
            assertThat(api.telemetry.scrape()).contains("tocsin_logins_failed_total{method=\"token\"} 11.0");

            api.now = api.now.plus(Limit.LOGIN_FAILURE_WINDOW.duration()).plus(Duration.ofSeconds(1));
            assertThat(asToken(api, "/api/v2/alerts", "later").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void countingFailuresNeedsBoundedMemory() {
        var failures = new FailedLogins(() -> HttpApiFixture.NOW, new Telemetry("1"));
        for (var i = 0; i < 50_000; i++) {
            failures.failed("10.%d.%d.1".formatted(i >> 8 & 0xff, i & 0xff), "token", "unknown");
        }
        for (var i = 0; i < Limit.LOGIN_FAILURES.value(); i++) {
            failures.failed("[2001:db8::%x]".formatted(i), "token", "unknown");
        }
        assertThat(failures.refusedFor("2001:db8::77", "x"))
                .as("all addresses of a /64 count as one")
                .isPositive();
        assertThat(failures.refusedFor("2001:db8:0:1::77", "x")).isZero();
    }

    @Test
    void aTokenThatIsTooLongIsRefused() throws IOException {
        var file = tokens("tokens:\n" + token("ci", "right", "[viewer]"));
        try (var api = HttpApiFixture.openWithAuth("auth: {tokens_file: %s}".formatted(file))) {
            assertThat(asToken(api, "/api/v2/alerts", "x".repeat(5_000)).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aTrustedProxyHandsOnUserGroupsAndAddress() {
        try (var api = HttpApiFixture.openWithAuth(PROXY.formatted("127.0.0.0/8"))) {
            assertThat(api.get("/api/v2/alerts", "X-Forwarded-User", "vera").statusCode())
                    .isEqualTo(200);
            assertThat(api.get("/api/v2/alerts", "X-Forwarded-User", "nobody").statusCode())
                    .isEqualTo(403);
            assertThat(delete(api, "X-Forwarded-User", "vera")).isEqualTo(403);
            assertThat(delete(api, "X-Forwarded-User", "nobody", "X-Forwarded-Groups", "a, oncall"))
                    .isEqualTo(404);
            assertThat(api.get("/api/v2/alerts").statusCode())
                    .as("without a login")
                    .isEqualTo(401);
            assertThat(delete(api, "X-Forwarded-User", "alice", "X-Forwarded-User", "vera"))
                    .as("one of two headers may be of the client")
                    .isEqualTo(401);
        }
    }

    @Test
    void aClientOfATrustedProxyCannotChooseItsGroups() {
        var groups = new String[] {"X-Forwarded-User", "nobody", "X-Forwarded-Groups", "oncall"};
        try (var api = HttpApiFixture.openWithAuth(
                PROXY.formatted("127.0.0.0/8").replace(", groups_header: X-Forwarded-Groups", ""))) {
            assertThat(delete(api, groups))
                    .as("no header of groups is configured")
                    .isEqualTo(403);
        }
        try (var api = HttpApiFixture.openWithAuth(PROXY.formatted("127.0.0.0/8"))) {
            assertThat(delete(
                            api,
                            "X-Forwarded-User",
                            "nobody",
                            "X-Forwarded-Groups",
                            "oncall",
                            "X-Forwarded-Groups",
                            "staff"))
                    .as("one of two headers may be of the client")
                    .isEqualTo(401);
            assertThat(delete(api, groups)).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "127.0.0.2", "::1", "::/0"})
    void headersOfOtherClientsAreIgnored(String trusted) {
        try (var api = HttpApiFixture.openWithAuth(PROXY.formatted("'" + trusted + "'"))) {
            assertThat(api.get("/api/v2/alerts", "X-Forwarded-User", "alice").statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.128/25, 192.168.1.200, true",
        "192.168.1.128/25, 192.168.1.100, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
    })
    void networksContainAddresses(String network, String address, boolean contained) {
        assertThat(TrustedProxies.Network.parse(network).contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "10.1.2.3, true",
        "255.255.255.255, true",
        "010.1.2.3, true",
        "999.1.1.1, false",
        "1.1.1.256, false",
        "300.1.1.300, false",
        "1.1.1, false",
        "::1, true",
        "2001:db8::1, true",
        "[2001:db8::1], true",
        "::ffff:10.0.0.1, true",
        ".::1, false",
        "abc, false",
        "'', false",
        "cafe.example, false"
    })
    void noNameServerIsAskedForAnAddress(String text, boolean isLiteral) {
        assertThat(TrustedProxies.Network.hasLiteralForm(text)).isEqualTo(isLiteral);
        assertThat(TrustedProxies.Network.isAddress(text)).isEqualTo(isLiteral);
    }

    @Test
    void mistakesInTheSettingsAreReportedAtOnceWithTheirLine() {
        assertThatThrownBy(() -> HttpApiFixture.openWithAuth("""
                auth:
                  anonymous: [reader]
                  roles:
                    admin: {userz: [a]}
                  client_certificates: cn
                  proxy: {trusted_proxies: [10.0.0.0/40, proxy.example], user_header: 'a b'}
                  oidc: {issuer: x, jwks_url: 'http://issuer.example/keys'}
                """))
                .hasMessageContaining("tocsin.yml:2:")
                .hasMessageContaining("auth.anonymous[0] is")
                .hasMessageContaining("did you mean 'users'?")
                .hasMessageContaining("none, common_name, subject or san")
                .hasMessageContaining("auth.proxy.trusted_proxies[0]")
                .hasMessageContaining("auth.proxy.trusted_proxies[1]")
                .hasMessageContaining("auth.proxy.user_header")
                .hasMessageContaining("auth.oidc has no audience")
                .hasMessageContaining("https (http only on this machine)");
    }

    private static int delete(HttpApiFixture api, String... headers) {
        return api.send(
                        "DELETE",
                        "/api/v2/silence/00000000-0000-4000-8000-00000000000f",
                        BodyPublishers.noBody(),
                        headers)
                .statusCode();
    }
}
