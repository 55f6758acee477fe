package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.http.webconfig.TestCertificates;
import dev.tocsin.limits.Limit;
import dev.tocsin.senders.Pem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Passwords and client certificates of a web configuration, with roles; curl, amtool and Prometheus log in. */
class LoginsOverTlsTest {
    private static final String TLS = "tls_server_config: {cert_file: server.pem, key_file: server.key%s}\n";
    private static final String USERS =
            "basic_auth_users: {alice: '%1$s', vera: '%1$s', sender: '%1$s', nobody: '%1$s'}\n"
                    .formatted(BCrypt.hashpw("wonderland", BCrypt.gensalt(4)));
    private static final String ROLES =
            "  roles: {admin: {users: [alice]}, viewer: {users: [vera]}, writer: {users: [sender]}}\n";

    @TempDir
    static Path folder;

    private HttpApiFixture api;

    @BeforeAll
    static void createCertificates() {
        TestCertificates.createIn(folder);
    }

    @AfterEach
    void close() {
        if (api != null) {
            api.close();
        }
    }

    @ParameterizedTest(name = "{1} by {2} is {3}")
    @CsvSource({
        "VerifyClientCertIfGiven, client, common_name, 200",
        "VerifyClientCertIfGiven, client, subject, 200",
        "VerifyClientCertIfGiven, client, san, 200",
        "VerifyClientCertIfGiven, client, none, 401",
        "VerifyClientCertIfGiven, '', common_name, 401",
        "RequireAnyClientCert, stranger, common_name, 401",
        "RequestClientCert, stranger, san, 401"
    })
    void verifiedCertificatesAreLogins(String policy, String certificate, String part, String status) throws Exception {
        var authority = policy.startsWith("Verify") ? ", client_ca_file: ca.pem" : "";
        open(TLS.formatted(", client_auth_type: " + policy + authority), """
                auth:
                  anonymous: []
                  client_certificates: %s
                  roles: {viewer: {users: [prometheus, '%s', one.example, stranger, stranger.example]}}
                """.formatted(
                        part, TestCertificates.CLIENT_SUBJECT));
        assertThat(status("/api/v2/alerts", withCertificate(certificate))).isEqualTo(status);
    }

    @Test
    void aProxyCanBeTrustedByItsCertificate() throws Exception {
        open(TLS.formatted(", client_auth_type: VerifyClientCertIfGiven, client_ca_file: ca.pem"), """
                auth:
                  proxy: {trusted_certificates: [one.example]}
                  roles: {viewer: {users: [vera]}}
                """);
        var proxy = withCertificate("client", "-H", "X-Forwarded-User: vera");
        assertThat(status("/api/v2/alerts", proxy)).isEqualTo("200");
        assertThat(status("/api/v2/alerts", "-H", "X-Forwarded-User: vera")).isEqualTo("401");
        assertThat(status("/api/v2/alerts", withCertificate("client"))).isEqualTo("401");
    }

    @Test
    void aCertificateCountsAsVerifiedOnlyIfTheHandshakeVerifiedIt() throws Exception {
        open(TLS.formatted(", client_auth_type: RequireAnyClientCert"), """
                auth:
                  client_certificates: common_name
                  roles: {viewer: {users: [stranger]}}
                """);
        var request = "GET /api/v2/alerts HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var socket = stranger().createSocket("localhost", api.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            var input = new BufferedInputStream(socket.getInputStream());
            assertThat(statusOf(input)).isEqualTo(401);

            Files.writeString(
                    folder.resolve("web.yml"),
                    TLS.formatted(", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem"));
            var status = 401;
            for (var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                    status == 401 && System.nanoTime() < deadline; ) {
                socket.getOutputStream().write(request);
                status = statusOf(input);
            }
            assertThat(status).as("the connection from before the change").isEqualTo(421);
            assertThat(input.read()).as("it is closed").isEqualTo(-1);
        }
    }

    /** Reads one response with its body. */
    private static int statusOf(BufferedInputStream input) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = input.read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        var length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        input.readNBytes(Integer.parseInt(length.group(1)));
        return Integer.parseInt(head.substring(9, 12));
    }

    private static SSLSocketFactory stranger() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var chain = Pem.certificates(Files.readString(folder.resolve("stranger.pem")));
        var key = Pem.privateKey(Files.readString(folder.resolve("stranger.key")));
        store.setKeyEntry("stranger", key, new char[0], chain.toArray(Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca",
                Pem.certificates(Files.readString(folder.resolve("ca.pem"))).get(0));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Test
    void clientsOfAProxyWithoutALoginDoNotHaveTheLoginOfTheProxy() throws Exception {
        open(TLS.formatted(", client_auth_type: VerifyClientCertIfGiven, client_ca_file: ca.pem"), """
                auth:
                  client_certificates: common_name
                  proxy: {trusted_certificates: [one.example]}
                  roles: {admin: {users: [prometheus]}, viewer: {users: [vera]}}
                """);
        assertThat(status("/api/v2/alerts", withCertificate("client"))).isEqualTo("401");
        assertThat(status("/api/v2/alerts", withCertificate("client", "-H", "X-Forwarded-User: vera")))
                .isEqualTo("200");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "alice:wonderland, GET, /api/v2/alerts, 200",
        "alice:wonderland, POST, /-/reload, 200",
        "vera:wonderland, GET, /api/v2/alerts, 200",
        "vera:wonderland, POST, /-/reload, 403",
        "nobody:wonderland, GET, /api/v2/alerts, 403",
        "alice:wrong, GET, /api/v2/alerts, 401",
        "'', GET, /api/v2/alerts, 401",
        "'', GET, /-/healthy, 401"
    })
    void usersWithPasswordsHaveRoles(String login, String method, String path, String status) throws Exception {
        open(TLS.formatted("") + USERS, "auth:\n" + ROLES);
        var options = login.isEmpty() ? List.of("-X", method) : List.of("-X", method, "-u", login);
        assertThat(status(path, options.toArray(String[]::new))).isEqualTo(status);
    }

    @Test
    void withoutRolesEachUserDoesEverything() throws Exception {
        open(TLS.formatted("") + USERS, "");
        assertThat(status("/-/reload", "-X", "POST", "-u", "nobody:wonderland")).isEqualTo("200");
    }

    @Test
    void tokensAndPasswordsWorkBesideEachOther() throws Exception {
        var tokens = Files.writeString(
                folder.resolve("tokens.yml"),
                "tokens: {ci: {sha256: %s, roles: [viewer]}}".formatted(RolesTest.sha256("of-ci")));
        open(TLS.formatted("") + USERS, "auth:\n  tokens_file: %s\n".formatted(tokens) + ROLES);

        assertThat(status("/api/v2/alerts", "-H", "Authorization: Bearer of-ci"))
                .isEqualTo("200");
        assertThat(status("/api/v2/alerts", "-u", "vera:wonderland")).isEqualTo("200");
        assertThat(status("/api/v2/alerts", "-u", "vera:wrong")).isEqualTo("401");
        assertThat(status("/-/healthy")).as("needs no login").isEqualTo("200");
        assertThat(curl("/api/v2/alerts", "-i", "--http1.1"))
                .contains("401", "WWW-Authenticate: Bearer realm=\"tocsin\", Basic realm=\"tocsin\"");
    }

    @Test
    void manyWrongPasswordsOfOneAddressAreSlowedButNotThoseThatWereRight() throws Exception {
        open(USERS, "auth:\n" + ROLES);
        assertThat(withPassword("alice", "wonderland")).isEqualTo(200);
        for (var i = 0; i < Limit.LOGIN_FAILURES.value(); i++) {
            assertThat(withPassword("alice", "guess" + i)).isEqualTo(401);
        }
        assertThat(withPassword("vera", "wonderland")).isEqualTo(429);
        assertThat(withPassword("alice", "wonderland")).isEqualTo(200);
        assertThat(api.telemetry.scrape())
                .contains("tocsin_logins_failed_total{method=\"basic\"} 10.0")
                .doesNotContain("guess");
    }

    @Test
    void wrongPasswordsThroughATrustedProxyCountForTheAddressOfTheClient() throws Exception {
        open(USERS, "auth:\n  proxy: {trusted_proxies: [127.0.0.1]}\n" + ROLES);
        for (var i = 0; i < Limit.LOGIN_FAILURES.value(); i++) {
            assertThat(withPassword("alice", "guess" + i, "X-Forwarded-For", "203.0.113.7"))
                    .isEqualTo(401);
        }
        assertThat(withPassword("vera", "wonderland", "X-Forwarded-For", "203.0.113.7"))
                .isEqualTo(429);
        assertThat(withPassword("vera", "wonderland", "X-Forwarded-For", "203.0.113.8"))
                .as("another client of the proxy")
                .isEqualTo(200);
    }

    private int withPassword(String user, String password, String... more) {
        var login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        var headers = new ArrayList<>(List.of("Authorization", "Basic " + login));
        headers.addAll(List.of(more));
        return api.get("/api/v2/status", headers.toArray(String[]::new)).statusCode();
    }

    @Test
    void theSecondAddressServesHealthAndMetricsWithoutALogin() throws Exception {
        api = HttpApiFixture.openWithAuth(
                HttpApiFixture.listenAt("127.0.0.1", 0)
                        .withManagement(new HttpServerSettings.Management(
                                InetSocketAddress.createUnresolved("127.0.0.1", 0), Optional.empty())),
                "auth: {anonymous: []}");
        assertThat(api.get("/metrics").statusCode()).isEqualTo(401);
        for (var path : List.of("/metrics", "/-/healthy", "/-/ready")) {
            var curl = ExternalProgram.find("curl");
            assumeTrue(curl.isPresent(), "no curl on the path: its test is skipped");
            var url = "http://127.0.0.1:%d%s".formatted(api.managementPort(), path);
            assertThat(curl.orElseThrow()
                            .run(List.of("-sS", "-o", "/dev/null", "-w", "%{http_code}", url))
                            .output())
                    .as(path)
                    .isEqualTo("200");
        }
    }

    @Test
    void amtoolLogsInWithAPassword() throws Exception {
        var amtool = ExternalProgram.find("amtool");
        assumeTrue(amtool.isPresent(), "no amtool on the path or in -Damtool: its test is skipped");
        open(TLS.formatted("") + USERS, "auth:\n" + ROLES);
        var http = Files.writeString(folder.resolve("http.yml"), """
                basic_auth: {username: alice, password: wonderland}
                tls_config: {ca_file: %s}
                """.formatted(folder.resolve("ca.pem")));
        var added = amtool.orElseThrow()
                .run(List.of(
                        "--alertmanager.url=https://localhost:" + api.port(),
                        "--no-version-check",
                        "--http.config.file=" + http,
                        "silence",
                        "add",
                        "--author=me",
                        "--comment=c",
                        "a=b"));
        assertThat(added.code()).as(added.output()).isZero();
        assertThat(curl("/api/v2/silences", "-u", "vera:wonderland"))
                .contains("\"createdBy\":\"alice\"", "\"on_behalf_of\":\"me\"");
    }

    @Test
    void prometheusSendsOverTlsWithAPassword() throws Exception {
        var prometheus = ExternalProgram.find("prometheus");
        assumeTrue(prometheus.isPresent(), "no prometheus on the path or in -Dprometheus: its test is skipped");
        open(TLS.formatted("") + USERS, "auth:\n" + ROLES);
        var login = "basic_auth: {username: sender, password: wonderland}, tls_config: {ca_file: %s}"
                .formatted(folder.resolve("ca.pem"));
        var config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {evaluation_interval: 1s}
                rule_files: [rules.yml]
                remote_write: [{url: 'https://localhost:%1$d/api/v1/write', %2$s}]
                alerting: {alertmanagers: [{scheme: https, static_configs: [{targets: ['localhost:%1$d']}], %2$s}]}
                """.formatted(api.port(), login));
        PrometheusSender.send(prometheus.orElseThrow(), config, api);
    }

    private void open(String webConfig, String auth) throws IOException {
        Files.writeString(folder.resolve("web.yml"), webConfig);
        api = HttpApiFixture.openWithAuthAndSystemClock(
                HttpApiFixture.listenAt("127.0.0.1", 0).withWebConfigFile(folder.resolve("web.yml")), auth);
    }

    private static String[] withCertificate(String name, String... more) {
        var options = new ArrayList<>(List.of(more));
        if (!name.isEmpty()) {
            options.addAll(List.of(
                    "--cert",
                    folder.resolve(name + ".pem").toString(),
                    "--key",
                    folder.resolve(name + ".key").toString()));
        }
        return options.toArray(String[]::new);
    }

    private String status(String path, String... options) throws Exception {
        var all = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        all.addAll(List.of(options));
        return curl(path, all.toArray(String[]::new));
    }

    private String curl(String path, String... options) throws Exception {
        var curl = ExternalProgram.find("curl");
        assumeTrue(curl.isPresent(), "no curl on the path: its test is skipped");
        var all = new ArrayList<>(List.of(
                "-sS", "--max-time", "20", "--cacert", folder.resolve("ca.pem").toString()));
        all.addAll(List.of(options));
        all.add("https://localhost:%d%s".formatted(api.port(), path));
        return curl.orElseThrow().run(all).output();
    }
}
