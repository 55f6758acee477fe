package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.senders.TestServer.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects of {@code http_config} at servers and proxies. */
class HttpConfigTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(TestNotifications.AT);
    private final InstantSource clock = now::get;
    private TestServer server;
    private Senders senders;

    @BeforeEach
    void open() throws IOException {
        server = TestServer.open();
        var environment = Map.of("HTTP_PROXY", "http://127.0.0.1:" + server.port(), "NO_PROXY", "direct.example");
        senders = new Senders("1", clock, ReceiverCalls::read, environment, NoTopicPublisher.INSTANCE);
    }

    @AfterEach
    void close() {
        senders.close();
        server.close();
    }

    private DeliveryResult deliver(String url, String http) {
        var text = "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: '%s', http_config: {%s}}]}]\n"
                .formatted(url, http);
        return ReceiverCalls.notifyFirst(senders, text);
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ""), content)
                .toString();
    }

    @Test
    void secretFilesAreReadForEachRequest() throws IOException {
        var password = Path.of(file("old\n"));
        var http = "basic_auth: {username: u, password_file: '%s'}, http_headers: {X-Key: {files: ['%s']}}"
                .formatted(password, password);
        deliver(server.url(), http);
        Files.writeString(password, "new");
        deliver(server.url(), http);
        assertThat(server.received())
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly("Basic dTpvbGQ=", "Basic dTpuZXc=");
        assertThat(server.received())
                .extracting(request -> request.headers().get("X-Key"))
                .containsExactly("old", "new");
        Files.delete(password);
        assertThat(deliver(server.url(), http)).isInstanceOf(DeliveryResult.Retryable.class);
    }

    @Test
    void tokenIsCachedUntilItExpires() {
        server.reply(Reply.json("{\"access_token\":\"T1\",\"token_type\":\"bearer\",\"expires_in\":3600}"));
        var oauth = "oauth2: {client_id: me, client_secret: s, token_url: '%s/token', scopes: [a, b], "
                        .formatted(server.url())
                + "endpoint_params: {audience: x}}";
        deliver(server.url() + "/hook", oauth);
        deliver(server.url() + "/hook", oauth);
        now.set(TestNotifications.AT.plusSeconds(3_595));
        server.reply(Reply.json("{\"access_token\":\"T2\"}"));
        deliver(server.url() + "/hook", oauth);
        assertThat(server.received())
                .extracting(
                        request -> request.target() + " " + request.headers().get("Authorization"))
                .containsExactly(
                        "/token Basic bWU6cw==",
                        "/hook Bearer T1",
                        "/hook Bearer T1",
                        "/token Basic bWU6cw==",
                        "/hook Bearer T2");
        assertThat(server.received().get(0).body()).isEqualTo("audience=x&grant_type=client_credentials&scope=a+b");
    }

    @Test
    void failedTokenRequestPreventsTheRequest() {
        server.reply(new Reply(401, Map.of(), "who?"));
        var result = deliver(
                server.url() + "/hook",
                "oauth2: {client_id: me, client_secret: s, token_url: '%s/token'}".formatted(server.url()));
        assertThat(result).isInstanceOf(DeliveryResult.Retryable.class);
        assertThat(result.toString()).contains("cannot fetch token", "who?");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void redirectToAnotherHostHasNoSecrets() throws IOException {
        try (var other = TestServer.open()) {
            server.reply(new Reply(307, Map.of("Location", other.url() + "/there"), ""));
            var http = "authorization: {credentials: hidden}, http_headers: {X-Key: {secrets: [hidden]}}";
            assertThat(deliver(server.url(), http)).isEqualTo(new DeliveryResult.Delivered());
            assertThat(server.received().get(0).headers()).containsEntry("Authorization", "Bearer hidden");
            assertThat(other.received().get(0).target()).isEqualTo("/there");
            assertThat(other.received().get(0).body()).contains("HighCPU");
            assertThat(other.received().get(0).headers()).doesNotContainKeys("Authorization", "X-Key");
        }
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "me:p@ss               |                                              | me:p@ss",
                "me:p%2Fss             |                                              | me:p/ss",
                "me                    |                                              | me:",
                "me:pass               | basic_auth: {username: u, password: p}       | me:pass",
                "me:pass               | authorization: {credentials: t}              | me:pass",
            })
    void loginOfTheUrlIsSentAsBasicAuthentication(String login, String http, String sent) {
        var url = server.url().replace("http://", "http://" + login + "@");
        assertThat(deliver(url, http == null ? "" : http)).isEqualTo(new DeliveryResult.Delivered());
        assertThat(server.received().get(0).headers()).containsEntry("Authorization", basic(sent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slack_configs: [{api_url: 'URL'}]",
                "discord_configs: [{webhook_url: 'URL'}]",
                "msteams_configs: [{webhook_url: 'URL'}]",
                "msteamsv2_configs: [{webhook_url: 'URL'}]",
                "pagerduty_configs: [{routing_key: k, url: 'URL'}]",
                "victorops_configs: [{api_key: k, routing_key: r, api_url: 'URL/'}]",
                "telegram_configs: [{bot_token: k, chat_id: 1, api_url: 'URL'}]",
                "wechat_configs: [{api_secret: k, corp_id: c, api_url: 'URL/'}]",
                "jira_configs: [{api_url: 'URL', project: p, issue_type: t}]",
                "mattermost_configs: [{webhook_url: 'URL'}]",
            })
    void loginOfAnyReceiversUrlIsSent(String receiver) {
        var url = server.url().replace("http://", "http://me:p@ss@");
        ReceiverCalls.notifyFirst(
                senders, "route: {receiver: a}\nreceivers: [{name: a, " + receiver.replace("URL", url) + "}]\n");
        assertThat(server.received()).isNotEmpty();
        assertThat(server.received().get(0).headers()).containsEntry("Authorization", basic("me:p@ss"));
    }

    @Test
    void loginOfATokenUrlIsReplacedByTheClientsCredentials() {
        server.reply(Reply.json("{\"access_token\":\"T1\"}"));
        var url = server.url().replace("http://", "http://me:pass@");
        deliver(url + "/hook", "oauth2: {client_id: c, client_secret: s, token_url: '%s/token'}".formatted(url));
        assertThat(server.received())
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly(basic("c:s"), "Bearer T1");
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "file:///etc/passwd    | unsupported scheme \"file\" for URL",
                "ftp://127.0.0.1/      | unsupported scheme \"ftp\" for URL",
                "javascript:alert(1)   | unsupported scheme \"javascript\" for URL",
                "http://               | missing host for URL",
                "/%zz                  | invalid URL: invalid URL escape \"%zz\"",
            })
    void redirectToAnotherSchemeIsRefusedInWords(String location, String reason) {
        server.reply(new Reply(302, Map.of("Location", location), ""));
        assertThat(deliver(server.url(), ""))
                .isEqualTo(new DeliveryResult.Permanent(
                        DeliveryResult.Cause.OTHER,
                        "cannot be sent: status code 302 with a redirect that cannot be followed: " + reason));
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void redirectFromTlsToTheSameHostWithoutTlsHasNoSecrets() throws Exception {
        try (var secured =
                TestServer.secured(TestKeys.of(folder, "ip:127.0.0.1").context(), false)) {
            secured.reply(new Reply(307, Map.of("Location", server.url() + "/plain"), ""));
            var http = "authorization: {credentials: hidden}, tls_config: {insecure_skip_verify: true}";
            deliver("https://127.0.0.1:" + secured.port(), http);
            assertThat(server.received().get(0).headers()).doesNotContainKeys("Authorization");
        }
    }

    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource({
        "120, 120",
        "999999999999, 0",
        "999999999, 3600",
        "-5, 0",
        "soon, 0",
        "'Sun, 06 Nov 1994 08:49:37 GMT', 0",
        "'Fri, 31 Dec 9999 23:59:59 GMT', 3600",
    })
    void waitOfRetryAfterIsBounded(String header, long seconds) {
        server.reply(new Reply(503, Map.of("Retry-After", header), ""));
        assertThat(deliver(server.url(), ""))
                .isEqualTo(new DeliveryResult.Retryable(
                        DeliveryResult.Cause.SERVER_ERROR, "unexpected status code 503", Duration.ofSeconds(seconds)));
    }

    @Test
    void redirectLoopEnds() {
        for (var i = 0; i < 20; i++) {
            server.reply(new Reply(302, Map.of("Location", "/again"), ""));
        }
        assertThat(deliver(server.url(), "")).isInstanceOf(DeliveryResult.Retryable.class);
        assertThat(server.received()).hasSize(11);
        assertThat(server.received().get(1).method()).isEqualTo("GET");
    }

    @Test
    void proxyReceivesTheRequest() {
        deliver("http://receiver.example/hook", "proxy_url: 'http://127.0.0.1:%d'".formatted(server.port()));
        deliver("http://receiver.example/environment", "proxy_from_environment: true");
        assertThat(server.received())
                .extracting(request -> request.target())
                .containsExactly("http://receiver.example/hook", "http://receiver.example/environment");
    }

    @Test
    void noProxyHostIsReachedDirectly() {
        deliver(server.url() + "/direct", "proxy_url: 'http://127.0.0.1:1', no_proxy: '127.0.0.0/8'");
        assertThat(server.received()).extracting(request -> request.target()).containsExactly("/direct");
    }

    @Test
    void trustsTheConfiguredCertificates() throws Exception {
        var keys = TestKeys.of(folder, "dns:receiver.example");
        var ca = file(keys.certificate());
        try (var secured = TestServer.secured(keys.context(), false)) {
            var url = "https://127.0.0.1:" + secured.port();
            assertThat(deliver(url, "")).isInstanceOf(DeliveryResult.Retryable.class);
            assertThat(deliver(url, "tls_config: {ca_file: '%s'}".formatted(ca)))
                    .isInstanceOf(DeliveryResult.Retryable.class);
            assertThat(deliver(url, "tls_config: {ca_file: '%s', server_name: other.example}".formatted(ca)))
                    .isInstanceOf(DeliveryResult.Retryable.class);
            assertThat(secured.received()).isEmpty();
            assertThat(deliver(url, "tls_config: {ca_file: '%s', server_name: receiver.example}".formatted(ca)))
                    .isEqualTo(new DeliveryResult.Delivered());
            assertThat(deliver(url, "tls_config: {insecure_skip_verify: true}"))
                    .isEqualTo(new DeliveryResult.Delivered());
            assertThat(deliver(url, "tls_config: {insecure_skip_verify: true, max_version: TLS12}"))
                    .isEqualTo(new DeliveryResult.Delivered());
            assertThat(deliver(url, "tls_config: {ca: 'not pem'}").toString())
                    .contains("the TLS settings cannot be used");
        }
    }

    @Test
    void sendsTheClientCertificate() throws Exception {
        var keys = TestKeys.of(folder, "ip:127.0.0.1");
        var ca = file(keys.certificate());
        try (var secured = TestServer.secured(trusting(keys, ca), true)) {
            var url = "https://127.0.0.1:" + secured.port();
            var own =
                    "tls_config: {ca_file: '%s', cert_file: '%s', key_file: '%s'}".formatted(ca, ca, file(keys.key()));
            assertThat(deliver(url, own)).isEqualTo(new DeliveryResult.Delivered());
            assertThat(deliver(url, "tls_config: {ca_file: '%s'}".formatted(ca)))
                    .isInstanceOf(DeliveryResult.Retryable.class);
        }
    }

    private static SSLContext trusting(TestKeys keys, String ca) throws Exception {
        var material = new TlsMaterial(
                Files.readString(Path.of(ca)), keys.certificate(), keys.key(), "", false, java.util.List.of("TLSv1.3"));
        return material.context();
    }
}
