package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Told;
import dev.tocsin.senders.TestServer.Saying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code http_config}, as servers and proxies see it. */
class HttpConfigTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Told.AT);
    private final InstantSource clock = now::get;
    private TestServer server;
    private Couriers couriers;

    @BeforeEach
    void open() throws IOException {
        server = TestServer.open();
        var environment = Map.of("HTTP_PROXY", "http://127.0.0.1:" + server.port(), "NO_PROXY", "direct.example");
        couriers = new Couriers("1", clock, FirstReceiver::read, environment, Untouched.TOPICS);
    }

    @AfterEach
    void close() {
        couriers.close();
        server.close();
    }

    private Outcome deliver(String url, String http) {
        var text = "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: '%s', http_config: {%s}}]}]\n"
                .formatted(url, http);
        return FirstReceiver.tell(couriers, text);
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ""), content)
                .toString();
    }

    @Test
    void secretsInFilesAreReadWhenTheyAreNeeded() throws IOException {
        var password = Path.of(file("old\n"));
        var http = "basic_auth: {username: u, password_file: '%s'}, http_headers: {X-Key: {files: ['%s']}}"
                .formatted(password, password);
        deliver(server.url(), http);
        Files.writeString(password, "new");
        deliver(server.url(), http);
        assertThat(server.asked())
                .extracting(asked -> asked.headers().get("Authorization"))
                .containsExactly("Basic dTpvbGQ=", "Basic dTpuZXc=");
        assertThat(server.asked())
                .extracting(asked -> asked.headers().get("X-Key"))
                .containsExactly("old", "new");
        Files.delete(password);
        assertThat(deliver(server.url(), http)).isInstanceOf(Outcome.Retryable.class);
    }

    @Test
    void aTokenIsAskedForOnceAndAgainWhenItHasExpired() {
        server.say(Saying.json("{\"access_token\":\"T1\",\"token_type\":\"bearer\",\"expires_in\":3600}"));
        var oauth = "oauth2: {client_id: me, client_secret: s, token_url: '%s/token', scopes: [a, b], "
                        .formatted(server.url())
                + "endpoint_params: {audience: x}}";
        deliver(server.url() + "/hook", oauth);
        deliver(server.url() + "/hook", oauth);
        now.set(Told.AT.plusSeconds(3_595));
        server.say(Saying.json("{\"access_token\":\"T2\"}"));
        deliver(server.url() + "/hook", oauth);
        assertThat(server.asked())
                .extracting(asked -> asked.target() + " " + asked.headers().get("Authorization"))
                .containsExactly(
                        "/token Basic bWU6cw==",
                        "/hook Bearer T1",
                        "/hook Bearer T1",
                        "/token Basic bWU6cw==",
                        "/hook Bearer T2");
        assertThat(server.asked().get(0).body()).isEqualTo("audience=x&grant_type=client_credentials&scope=a+b");
    }

    @Test
    void withoutATokenNothingIsSent() {
        server.say(new Saying(401, Map.of(), "who?"));
        var outcome = deliver(
                server.url() + "/hook",
                "oauth2: {client_id: me, client_secret: s, token_url: '%s/token'}".formatted(server.url()));
        assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
        assertThat(outcome.toString()).contains("cannot fetch token", "who?");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aRedirectToAnotherHostTakesNoSecretsAlong() throws IOException {
        try (var other = TestServer.open()) {
            server.say(new Saying(307, Map.of("Location", other.url() + "/there"), ""));
            var http = "authorization: {credentials: hidden}, http_headers: {X-Key: {secrets: [hidden]}}";
            assertThat(deliver(server.url(), http)).isEqualTo(new Outcome.Delivered());
            assertThat(server.asked().get(0).headers()).containsEntry("Authorization", "Bearer hidden");
            assertThat(other.asked().get(0).target()).isEqualTo("/there");
            assertThat(other.asked().get(0).body()).contains("HighCPU");
            assertThat(other.asked().get(0).headers()).doesNotContainKeys("Authorization", "X-Key");
        }
    }

    @Test
    void redirectsInACircleEnd() {
        for (var i = 0; i < 20; i++) {
            server.say(new Saying(302, Map.of("Location", "/again"), ""));
        }
        assertThat(deliver(server.url(), "")).isInstanceOf(Outcome.Retryable.class);
        assertThat(server.asked()).hasSize(11);
        assertThat(server.asked().get(1).method()).isEqualTo("GET");
    }

    @Test
    void aProxyIsAskedForWhatItIsToFetch() {
        deliver("http://receiver.example/hook", "proxy_url: 'http://127.0.0.1:%d'".formatted(server.port()));
        deliver("http://receiver.example/environment", "proxy_from_environment: true");
        assertThat(server.asked())
                .extracting(asked -> asked.target())
                .containsExactly("http://receiver.example/hook", "http://receiver.example/environment");
    }

    @Test
    void whoIsExceptedIsReachedWithoutTheProxy() {
        deliver(server.url() + "/direct", "proxy_url: 'http://127.0.0.1:1', no_proxy: '127.0.0.0/8'");
        assertThat(server.asked()).extracting(asked -> asked.target()).containsExactly("/direct");
    }

    @Test
    void trustsWhomItIsToldToTrust() throws Exception {
        var keys = TestKeys.of(folder, "dns:receiver.example");
        var ca = file(keys.certificate());
        try (var secured = TestServer.secured(keys.context(), false)) {
            var url = "https://127.0.0.1:" + secured.port();
            assertThat(deliver(url, "")).isInstanceOf(Outcome.Retryable.class);
            assertThat(deliver(url, "tls_config: {ca_file: '%s'}".formatted(ca)))
                    .isInstanceOf(Outcome.Retryable.class);
            assertThat(deliver(url, "tls_config: {ca_file: '%s', server_name: other.example}".formatted(ca)))
                    .isInstanceOf(Outcome.Retryable.class);
            assertThat(secured.asked()).isEmpty();
            assertThat(deliver(url, "tls_config: {ca_file: '%s', server_name: receiver.example}".formatted(ca)))
                    .isEqualTo(new Outcome.Delivered());
            assertThat(deliver(url, "tls_config: {insecure_skip_verify: true}")).isEqualTo(new Outcome.Delivered());
            assertThat(deliver(url, "tls_config: {insecure_skip_verify: true, max_version: TLS12}"))
                    .isEqualTo(new Outcome.Delivered());
            assertThat(deliver(url, "tls_config: {ca: 'not pem'}").toString())
                    .contains("the TLS settings can not be used");
        }
    }

    @Test
    void showsItsOwnCertificateToWhoAsks() throws Exception {
        var keys = TestKeys.of(folder, "ip:127.0.0.1");
        var ca = file(keys.certificate());
        try (var secured = TestServer.secured(trusting(keys, ca), true)) {
            var url = "https://127.0.0.1:" + secured.port();
            var own =
                    "tls_config: {ca_file: '%s', cert_file: '%s', key_file: '%s'}".formatted(ca, ca, file(keys.key()));
            assertThat(deliver(url, own)).isEqualTo(new Outcome.Delivered());
            assertThat(deliver(url, "tls_config: {ca_file: '%s'}".formatted(ca)))
                    .isInstanceOf(Outcome.Retryable.class);
        }
    }

    private static SSLContext trusting(TestKeys keys, String ca) throws Exception {
        var material = new TlsMaterial(
                Files.readString(Path.of(ca)), keys.certificate(), keys.key(), "", false, java.util.List.of("TLSv1.3"));
        return material.context();
    }
}
