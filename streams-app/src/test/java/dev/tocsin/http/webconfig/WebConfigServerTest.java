package dev.tocsin.http.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import dev.tocsin.http.HttpApiFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** A server with a web configuration file, called by curl. */
class WebConfigServerTest {
    private static final String TLS = "cert_file: server.pem, key_file: server.key";
    private static final String USERS = "basic_auth_users: {alice: '%s'}\n".formatted(hash("wonderland"));

    @TempDir
    static Path folder;

    private ExternalProgram curl;
    private HttpApiFixture api;

    @BeforeAll
    static void createCertificates() {
        TestCertificates.createIn(folder);
    }

    @BeforeEach
    void findCurl() {
        var found = ExternalProgram.find("curl");
        assumeTrue(found.isPresent(), "curl is not installed");
        curl = found.get();
    }

    @AfterEach
    void close() {
        if (api != null) {
            api.close();
        }
    }

    @ParameterizedTest(name = "{0}: HTTP/{1} over {2}")
    @CsvSource({
        "--tlsv1.2 --tls-max 1.2, 2, TLSv1.2",
        "--tlsv1.3, 2, TLSv1.3",
        "--http1.1, 1.1, TLSv1.3",
        "--tlsv1.2 --tls-max 1.2 --ciphers ECDHE-RSA-AES256-GCM-SHA384, 2, TLSv1.2"
    })
    void servesTls(String options, String http, String version) throws Exception {
        open("tls_server_config: {" + TLS + "}");

        var answer = get("/-/healthy", (options + " -v -w |%{http_version}|%{http_code}").split(" "));

        assertThat(answer).contains("OK|" + http + "|200").contains("SSL connection using " + version);
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource({
        "--tlsv1.3, max_version: TLS12",
        "--tls-max 1.2, min_version: TLS13",
        "--tls-max 1.2 --ciphers ECDHE-RSA-AES256-SHA,"
                + " 'max_version: TLS12, cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]'"
    })
    void clientWithoutACommonVersionOrCipherIsRefused(String options, String setting) throws Exception {
        open("tls_server_config: {" + TLS + ", " + setting + "}");

        assertThat(get("/-/healthy", options.split(" "))).contains("curl: (35)").contains("alert");
    }

    @Test
    void http2CanBeSwitchedOff() throws Exception {
        open("tls_server_config: {" + TLS + "}\nhttp_server_config: {http2: false}");

        assertThat(get("/-/healthy", "-w", "|%{http_version}")).isEqualTo("OK|1.1");
    }

    @ParameterizedTest(name = "{0}: none {1}, of the authority {2}, stranger {3}")
    @CsvSource({
        "NoClientCert, 200, 200, 200",
        "RequestClientCert, 200, 200, 200",
        "RequireAnyClientCert, 000, 200, 200",
        "VerifyClientCertIfGiven, 200, 200, 000",
        "RequireAndVerifyClientCert, 000, 200, 000"
    })
    void clientCertificatesAreCheckedByThePolicy(String policy, String none, String client, String stranger)
            throws Exception {
        var authority = policy.startsWith("Verify") || policy.contains("AndVerify") ? ", client_ca_file: ca.pem" : "";
        open("tls_server_config: {%s, client_auth_type: %s%s}".formatted(TLS, policy, authority));

        assertThat(List.of(status(), status("client"), status("stranger"))).containsExactly(none, client, stranger);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "one.example, 200",
        "ops@example.org, 200",
        "10.0.0.1, 200",
        "2001:db8::1, 200",
        "spiffe://example/one, 200",
        "two.example, 000",
        "example, 000",
        "'', 000"
    })
    void onlyAllowedNamesOfAClientAreAccepted(String san, String expected) throws Exception {
        open("tls_server_config: {%s, client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem,"
                        .formatted(TLS)
                + " client_allowed_sans: [%s]}".formatted(san.isEmpty() ? "" : "'" + san + "'"));

        assertThat(status("client")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "/-/healthy, alice:wonderland, 200",
        "/metrics, alice:wonderland, 200",
        "/api/v2/status, alice:wonderland, 200",
        "/-/healthy, alice:wonderlan, 401",
        "/-/healthy, alice:, 401",
        "/-/healthy, bob:wonderland, 401",
        "/metrics, '', 401",
        "/-/healthy, '', 401",
        "/nowhere, '', 401"
    })
    void eachPathNeedsAUser(String path, String login, String status) throws Exception {
        open(USERS);
        var options = login.isEmpty() ? new String[] {"-i"} : new String[] {"-i", "-u", login};

        for (var attempt = 0; attempt < 2; attempt++) {
            var answer = get(path, options);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            if (status.equals("401")) {
                assertThat(answer).contains("WWW-Authenticate: Basic\r\n").endsWith("\r\n\r\nUnauthorized\n");
            }
        }
    }

    @Test
    void headersOfTheConfigurationAreSent() throws Exception {
        open("http_server_config: {headers: {X-Frame-Options: sameorigin, Strict-Transport-Security: max-age=1}}");

        assertThat(get("/-/healthy", "-i"))
                .contains("X-Frame-Options: sameorigin\r\n", "Strict-Transport-Security: max-age=1\r\n");
    }

    @Test
    void requestsBeyondTheRateLimitAreRefusedBeforeTheLogin() throws Exception {
        open("rate_limit: {interval: 1h, burst: 2}\n" + USERS);

        assertThat(get("/-/healthy", "-u", "alice:wonderland")).isEqualTo("OK");
        assertThat(get("/-/healthy")).isEqualTo("Unauthorized\n");
        assertThat(get("/-/healthy", "-i", "-u", "alice:wonderland"))
                .startsWith("HTTP/1.1 429")
                .endsWith("Too Many Requests\n");
    }

    @Test
    void aChangedRateLimitIsInForceWithoutARestart() throws Exception {
        open("rate_limit: {interval: 1h, burst: 1}\n");
        assertThat(get("/-/healthy")).isEqualTo("OK");
        assertThat(get("/-/healthy")).isEqualTo("Too Many Requests\n");

        write("rate_limit: {interval: 1h, burst: 2}\n");
        eventually("/-/healthy", "OK");
        assertThat(get("/-/healthy")).isEqualTo("OK");
        assertThat(get("/-/healthy")).isEqualTo("Too Many Requests\n");

        write("http_server_config: {headers: {X-Frame-Options: deny}}\n");
        eventually("/-/healthy", "OK");
    }

    @Test
    void promtoolQueriesWithAPasswordAndACertificate() throws Exception {
        var promtool = ExternalProgram.find("promtool");
        var isNew = promtool.isPresent()
                && promtool.get()
                        .run(List.of("query", "instant", "--help"))
                        .output()
                        .contains("http.config.file");
        assumeTrue(isNew, "no promtool with --http.config.file on the path or in -Dpromtool: its test is skipped");
        open("tls_server_config: {%s, client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem}\n%s"
                .formatted(TLS, USERS));
        var login = Files.writeString(
                folder.resolve("http.yml"),
                "basic_auth: {username: alice, password: wonderland}\n"
                        + "tls_config: {ca_file: ca.pem, cert_file: client.pem, key_file: client.key}\n");
        var url = "https://localhost:" + api.port();

        var known = promtool.get().run(List.of("query", "instant", "--http.config.file=" + login, url, "1+1"));
        var unknown = promtool.get().run(List.of("query", "instant", url, "1+1"));

        assertThat(known.output()).contains("scalar: 2");
        assertThat(unknown.code()).isNotZero();
    }

    @Test
    void changedFileIsInForceWithoutARestart() throws Exception {
        open("tls_server_config: {" + TLS + "}\n");
        assertThat(get("/-/healthy")).isEqualTo("OK");

        write("tls_server_config: {" + TLS + "}\n" + USERS);
        eventually("/-/healthy", "Unauthorized\n");

        write("tls_server_config: {" + TLS + "}\nbasic_auth_users: {alice: no hash}");
        eventually("/-/healthy", "Internal Server Error\n", "-u", "alice:wonderland");

        write("tls_server_config: {" + TLS + ", client_auth_type: RequireAnyClientCert}\n");
        eventually("/-/healthy", "OK", "--cert", file("client.pem"), "--key", file("client.key"));
        assertThat(status()).isEqualTo("000");
    }

    private void open(String yaml) throws IOException {
        write(yaml);
        api = HttpApiFixture.open(HttpApiFixture.listenAt("127.0.0.1", 0).withWebConfigFile(folder.resolve("web.yml")));
        scheme = yaml.startsWith("tls") ? "https" : "http";
    }

    private String scheme = "http";

    private static void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("web.yml"), yaml);
    }

    /** The file is compared once per second. */
    private void eventually(String path, String expected, String... options) throws Exception {
        var answer = "";
        for (var attempt = 0; attempt < 200 && !answer.equals(expected); attempt++) {
            answer = get(path, options);
        }
        assertThat(answer).isEqualTo(expected);
    }

    /** @param certificate its name; none for a client without a certificate */
    private String status(String... certificate) throws Exception {
        var options = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        if (certificate.length > 0) {
            options.addAll(List.of("--cert", file(certificate[0] + ".pem"), "--key", file(certificate[0] + ".key")));
        }
        var answer = get("/-/healthy", options.toArray(String[]::new));
        return answer.substring(0, 3).matches("[0-9]{3}")
                ? answer.substring(0, 3)
                : answer.replaceAll("(?s).*(000).*", "$1");
    }

    private String get(String path, String... options) throws Exception {
        var arguments = new ArrayList<>(List.of("-sS", "--cacert", file("ca.pem")));
        arguments.addAll(List.of(options));
        arguments.add("%s://localhost:%d%s".formatted(scheme, api.port(), path));
        return curl.run(arguments).output();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String hash(String password) {
        return BCrypt.hashpw(password, BCrypt.gensalt(4)).replace("$2a$", "$2y$");
    }
}
