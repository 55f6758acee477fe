package dev.tocsin.http.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid and invalid web configuration files, as in the tests of exporter-toolkit. */
class WebConfigFileTest {
    private static final String SERVER = "cert_file: server.pem, key_file: server.key";
    private static final String IF_GIVEN = SERVER + ", client_auth_type: VerifyClientCertIfGiven";
    private static final String HASH = "$2y$10$qRTBuFoULoYNA7AQ/F3ck.trZBPyjV64.oA4ZsSBCIWvXuvQlQTuu";

    @TempDir
    static Path folder;

    @BeforeAll
    static void createCertificates() {
        TestCertificates.createIn(folder);
    }

    private record Case(String name, String yaml, String error) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case tls(String name, String section, String error) {
        return new Case(name, "tls_server_config: {" + section + "}", error);
    }

    static List<Case> invalid() {
        return Stream.concat(invalidTls(), invalidOthers()).toList();
    }

    private static Stream<Case> invalidTls() {
        return Stream.of(
                tls("unknown key", "cert_filse: server.pem", "yaml: .*unknown key 'tls_server_config.cert_filse'"),
                tls("no certificate file", "cert_file: '', key_file: server.key", "missing one of cert or cert_file"),
                tls("no certificate", "cert: '', key_file: server.key", "missing one of cert or cert_file"),
                tls("no key file", "cert_file: server.pem, key_file: ''", "missing one of key or key_file"),
                tls("no key", "cert_file: server.pem, key: ''", "missing one of key or key_file"),
                tls(
                        "neither, and a policy",
                        "cert_file: '', key_file: '', client_auth_type: x",
                        "missing one of cert or cert_file"),
                tls(
                        "absent certificate file",
                        "cert_file: somefile, key_file: server.key",
                        "failed to read cert_file \\(.*/somefile\\): open .*/somefile: no such file or directory"),
                tls(
                        "absent key file",
                        "cert_file: server.pem, key_file: somefile",
                        "failed to read key_file \\(.*/somefile\\): open .*/somefile: no such file or directory"),
                tls("both absent", "cert_file: somefile, key_file: somefile", "cert_file .*no such file or directory"),
                tls(
                        "authorities without a policy",
                        SERVER + ", client_ca_file: /dev/null",
                        "client CA's have been configured without a Client Auth Policy"),
                tls(
                        "authorities with the policy of no certificates",
                        SERVER + ", client_ca_file: ca.pem, client_auth_type: NoClientCert",
                        "client CA's have been configured without a Client Auth Policy"),
                tls("absent authorities", SERVER + ", client_ca_file: somefile", "no such file or directory"),
                tls(
                        "no authority in the file",
                        SERVER + ", client_ca_file: /dev/null, client_auth_type: RequireAndVerifyClientCert",
                        "no certificate in client_ca_file"),
                tls("unknown policy", SERVER + ", client_auth_type: Maybe", "invalid ClientAuth: Maybe"),
                tls(
                        "invented cipher",
                        IF_GIVEN + ", cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA2048]",
                        "unknown cipher: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA2048"),
                tls("weak cipher", SERVER + ", cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]", "unknown cipher"),
                tls("invented curve", IF_GIVEN + ", curve_preferences: [CurveP257]", "unknown curve: CurveP257"),
                tls("invented version", IF_GIVEN + ", min_version: TLS111", "unknown TLS version: TLS111"),
                tls(
                        "HTTP/2 without a cipher that it needs",
                        IF_GIVEN + ", cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384], max_version: TLS12",
                        "TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher"),
                tls(
                        "key of another certificate",
                        "cert_file: server.pem, key_file: client.key",
                        "failed to load X509KeyPair: tls: private key does not match public key"),
                tls("no PEM", "cert_file: server.key, key_file: server.pem", "failed to load X509KeyPair"));
    }

    private static Stream<Case> invalidOthers() {
        return Stream.of(
                new Case("junk", "hWkNKCp3fvIx3jKnsaBI\nTuEjdwNS8A2vYdFbiKqr\n", "yaml: "),
                new Case("unknown section", "tls_config: {}", "yaml: .*unknown key 'tls_config'"),
                new Case(
                        "password that is no hash",
                        "basic_auth_users: {john: doe}",
                        "hashedSecret too short to be a bcrypted password"),
                new Case(
                        "hash of another kind",
                        "basic_auth_users: {john: '" + "$6$".repeat(25) + "'}",
                        "this is not a bcrypt hash"),
                new Case(
                        "other header",
                        "http_server_config: {headers: {Content-Type: foo}}",
                        "HTTP header \"Content-Type\" can not be configured"),
                new Case(
                        "value of X-Frame-Options",
                        "http_server_config: {headers: {X-Frame-Options: foo}}",
                        "invalid value for X-Frame-Options. Expected one of: \\[\"deny\" \"sameorigin\"\\], but got: \"foo\""),
                new Case(
                        "value of X-Content-Type-Options",
                        "http_server_config: {headers: {X-Content-Type-Options: sniff}}",
                        "invalid value for X-Content-Type-Options"),
                new Case("unit of the interval", "rate_limit: {interval: 1y, burst: 1}", "rate_limit.interval"),
                new Case("negative interval", "rate_limit: {interval: -1s, burst: 1}", "rate_limit.interval"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void invalidFileIsRefusedWithTheReason(Case invalid) {
        assertThatThrownBy(() -> open(invalid.yaml()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(folder.resolve("web.yml").toString())
                .hasMessageFindingMatch("(?s)" + invalid.error());
    }

    static List<Case> valid() {
        return List.of(
                new Case("empty", "", ""),
                tls("certificate and key", SERVER, ""),
                tls("certificates if given", IF_GIVEN, ""),
                tls("any certificate", SERVER + ", client_auth_type: RequireAnyClientCert", ""),
                tls("old name of any certificate", SERVER + ", client_auth_type: RequireClientCert", ""),
                tls("requested certificate", SERVER + ", client_auth_type: RequestClientCert", ""),
                tls(
                        "verified certificate with names",
                        SERVER + ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem,"
                                + " client_allowed_sans: [one.example]",
                        ""),
                tls("all ciphers", SERVER + ", cipher_suites: [" + String.join(", ", TlsContext.CIPHERS) + "]", ""),
                tls("all versions", SERVER + ", min_version: TLS10, max_version: TLS13", ""),
                new Case(
                        "HTTP/1.1 without the ciphers of HTTP/2",
                        "tls_server_config: {%s, cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384],"
                                        .formatted(SERVER)
                                + " max_version: TLS12}\nhttp_server_config: {http2: false}",
                        ""),
                new Case("headers", """
                        http_server_config:
                          headers:
                            X-Frame-Options: deny
                            Strict-Transport-Security: max-age=31536000; includeSubDomains
                            X-Content-Type-Options: nosniff
                            X-XSS-Protection: 1
                            Content-Security-Policy: "default-src 'self' *.test.example.net"
                        """, ""),
                new Case("users", "basic_auth_users: {alice: " + HASH + "}", ""),
                new Case("no rate limit", "rate_limit: {interval: 0, burst: 0}", ""),
                new Case("rate limit", "rate_limit: {interval: 1s, burst: 0}", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valid")
    void validFileIsAccepted(Case valid) throws IOException {
        var file = open(valid.yaml());

        assertThat(file.hasTls()).isEqualTo(valid.yaml().startsWith("tls_server_config"));
        assertThat(file.identifiesClients())
                .isEqualTo(List.of("users", "verified certificate with names").contains(valid.name()));
    }

    /** Promtool accepts these. A server refuses the first at its start, and the others would be without effect. */
    private static final Set<String> STRICTER =
            Set.of("HTTP/2 without a cipher that it needs", "negative interval", "no authority in the file");

    @Test
    void promtoolJudgesEachFileAlike() throws Exception {
        var promtool = ExternalProgram.find("promtool");
        assumeTrue(
                promtool.isPresent()
                        && promtool.get()
                                .run(List.of("query", "instant", "--help"))
                                .output()
                                .contains("http.config.file"),
                "no promtool of version 3 on the path or in -Dpromtool: its test is skipped");
        var judged = new TreeMap<String, Boolean>();
        var expected = new TreeMap<String, Boolean>();
        for (var file : Stream.concat(invalid().stream(), valid().stream()).toList()) {
            Files.writeString(folder.resolve("web.yml"), file.yaml());
            var result = promtool.get()
                    .run(List.of(
                            "check", "web-config", folder.resolve("web.yml").toString()));
            judged.put(file.name(), result.code() == 0);
            expected.put(file.name(), file.error().isEmpty() || STRICTER.contains(file.name()));
        }

        assertThat(judged).isEqualTo(expected);
    }

    @Test
    void inlineCertificatesNeedNoFiles() throws IOException {
        var yaml = "tls_server_config:\n  cert: |\n%s  key: |\n%s"
                .formatted(indented(folder.resolve("server.pem")), indented(folder.resolve("server.key")));

        assertThat(open(yaml).hasTls()).isTrue();
    }

    @Test
    void absentFileIsRefused() {
        var absent = folder.resolve("absent.yml");

        assertThatThrownBy(() -> WebConfigFile.open(absent))
                .hasMessage("%s: open %s: no such file or directory", absent, absent);
    }

    @Test
    void curvesAreThoseOfTheConfigurationOrRefused() throws IOException {
        var yaml = "tls_server_config: {" + SERVER + ", curve_preferences: [CurveP521, X25519]}";
        if (Runtime.version().feature() >= 20) {
            assertThat(open(yaml).hasTls()).isTrue();
        } else {
            assertThatThrownBy(() -> open(yaml))
                    .hasMessageContaining("curve_preferences needs Java 20 or newer")
                    .hasMessageEndingWith("-Djdk.tls.namedGroups=secp521r1,x25519");
        }
    }

    private static WebConfigFile open(String yaml) throws IOException {
        return WebConfigFile.open(Files.writeString(folder.resolve("web.yml"), yaml));
    }

    private static String indented(Path pem) throws IOException {
        return Files.readString(pem).replaceAll("(?m)^", "    ").stripTrailing() + "\n";
    }
}
