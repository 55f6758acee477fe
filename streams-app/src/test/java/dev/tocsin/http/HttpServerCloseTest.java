package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starting and closing the server: requests in progress, and the port. */
class HttpServerCloseTest {
    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void portCanBeReusedAfterClose() {
        var port = api.port();
        api.get("/-/healthy");
        api.close();

        try (var again = HttpApiFixture.open(HttpApiFixture.listenAt("127.0.0.1", port))) {
            assertThat(again.get("/-/healthy").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closeWaitsForRunningRequests() throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (var slow = HttpApiFixture.open(HttpApiFixture.withResponseTimeout(Duration.ofMillis(300)))) {
            slow.log.stall();
            answer = CompletableFuture.supplyAsync(
                    () -> slow.postJson("/api/v2/alerts", "[{\"labels\":{\"a\":\"b\"}}]"));
            while (slow.alertCount() == 0) {
                Thread.onSpinWait();
            }
        }
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    }

    @Test
    void closeWaitsForTheRestOfABody() throws Exception {
        var closing = HttpApiFixture.open();
        try (var socket = new Socket("127.0.0.1", closing.port())) {
            socket.setSoTimeout(20_000);
            write(
                    socket,
                    "POST /api/v2/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(readLine(socket)).isEqualTo("HTTP/1.1 100 Continue");
            var port = closing.port();
            var closed = CompletableFuture.runAsync(closing::close);
            while (accepts(port)) {
                Thread.onSpinWait();
            }
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> write(socket, "[]"));

            assertThat(readLine(socket)).isEmpty();
            assertThat(readLine(socket)).isEqualTo("HTTP/1.1 200 OK");
            closed.get(20, TimeUnit.SECONDS);
        }
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String readLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (var next = socket.getInputStream().read();
                next >= 0 && next != '\n';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anAddressThatCannotBeBoundIsReportedWithARemedy() {
        assertThatThrownBy(() -> HttpApiFixture.open(HttpApiFixture.listenAt("127.0.0.1", api.port())))
                .isInstanceOf(HttpServer.CannotListenException.class)
                .hasMessage(
                        "cannot listen on 127.0.0.1:%d: the port is in use; stop the other process, or set"
                                + " http.listen to another port",
                        api.port());
        assertThatThrownBy(() -> HttpApiFixture.open(HttpApiFixture.listenAt("203.0.113.7", 0)))
                .isInstanceOf(HttpServer.CannotListenException.class)
                .hasMessageStartingWith("cannot listen on 203.0.113.7:0 (")
                .hasMessageEndingWith("; set http.listen to an address of this machine");
    }
}
