package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.DeliveryResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of connections name host, address and cause. */
class ConnectionErrorsTest {
    @TempDir
    private Path folder;

    private final Senders senders =
            new Senders("1", InstantSource.system(), path -> "", Map.of(), NoTopicPublisher.INSTANCE);

    @AfterEach
    void close() {
        senders.close();
    }

    private String error(String receiver) {
        var text = "route: {receiver: a}\nreceivers: [{name: a, %s}]\n".formatted(receiver);
        var result = ReceiverCalls.notifyFirst(senders, text);
        assertThat(result).isInstanceOf(DeliveryResult.Retryable.class);
        return ((DeliveryResult.Retryable) result).error();
    }

    private String webhookError(String url, String http) {
        return error("webhook_configs: [{url: '%s', http_config: {%s}}]".formatted(url, http));
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource({"nowhere.invalid", "no_where.invalid"})
    void unknownHostIsNamed(String host) {
        assertThat(webhookError("http://%s:81/secret".formatted(host), "")).isEqualTo("no such host: " + host);
    }

    @Test
    void refusedConnectionHasHostPortAndAddress() throws IOException {
        var port = closedPort();
        assertThat(webhookError("http://localhost:%d/secret".formatted(port), ""))
                .isEqualTo("localhost:%d (127.0.0.1): connection refused".formatted(port));
        assertThat(webhookError("http://127.0.0.1:%d/secret".formatted(port), ""))
                .isEqualTo("127.0.0.1:%d: connection refused".formatted(port));
    }

    @Test
    void failureOfAProxyNamesTheProxy() throws IOException {
        var port = closedPort();
        assertThat(webhookError("http://receiver.example/", "proxy_url: 'http://u:p@127.0.0.1:%d'".formatted(port)))
                .isEqualTo("proxy 127.0.0.1:%d: connection refused".formatted(port));
        assertThat(webhookError("http://receiver.example/", "proxy_url: 'http://no_proxy.invalid:3128'"))
                .isEqualTo("no such host: proxy no_proxy.invalid");
    }

    @Test
    void certificateErrorsAreToldApart() throws Exception {
        var keys = TestKeys.of(folder, "dns:receiver.example");
        try (var secured = TestServer.secured(keys.context(), false)) {
            var url = "https://127.0.0.1:" + secured.port();
            var server = "127.0.0.1:%d: the server's certificate is not accepted: ".formatted(secured.port());
            assertThat(webhookError(url, "")).isEqualTo(server + "it is signed by an unknown authority");
            var ca = "tls_config: {ca: \"%s\"}".formatted(keys.certificate().replace("\n", "\\n"));
            assertThat(webhookError(url, ca)).startsWith(server + "it is for another name (");
        }
    }

    @Test
    void serverWithoutTlsIsNamed() throws IOException {
        try (var plain = TestServer.open()) {
            assertThat(webhookError("https://127.0.0.1:" + plain.port(), "")).contains("127.0.0.1:" + plain.port());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', the server closed the connection without an answer",
        "SSH-2.0-OpenSSH_9.2, the answer is not HTTP: Invalid status line",
    })
    void answerThatIsNoHttpIsNamed(String answer, String reason) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = new Thread(() -> answer(server, answer));
            thread.setDaemon(true);
            thread.start();
            assertThat(webhookError("http://127.0.0.1:" + server.getLocalPort(), ""))
                    .startsWith("127.0.0.1:%d: %s".formatted(server.getLocalPort(), reason));
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try {
            while (true) {
                try (var connection = server.accept()) {
                    assertThat(connection.getInputStream().read(new byte[65_536]))
                            .isPositive();
                    connection
                            .getOutputStream()
                            .write((answer.isEmpty() ? "" : answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void mailServerIsNamed() throws IOException {
        var port = closedPort();
        assertThat(error("email_configs: [{to: a@b.c, from: d@e.f, smarthost: 'localhost:%d'}]".formatted(port)))
                .isEqualTo("mail server localhost:%d (127.0.0.1): connection refused".formatted(port));
        assertThat(error("email_configs: [{to: a@b.c, from: d@e.f, smarthost: 'nowhere.invalid:25'}]"))
                .isEqualTo("no such host: mail server nowhere.invalid");
    }
}
