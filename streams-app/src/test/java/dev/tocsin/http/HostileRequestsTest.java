package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that are meant to fill metrics, the log or a page. */
class HostileRequestsTest {
    @Test
    void inventedMethodsAreOneLabelOfTheMetrics() throws Exception {
        try (var api = HttpApiFixture.open()) {
            for (var i = 0; i < 20; i++) {
                assertThat(raw(api, "M%d%s /api/v2/alerts HTTP/1.1".formatted(i, "X".repeat(7_000))))
                        .startsWith("HTTP/1.1 501");
            }

            assertThat(api.get("/metrics").body())
                    .contains("handler=\"/*\",method=\"other\"} 20")
                    .doesNotContain("mxx", "MXX", "0XX", "0xx");
        }
    }

    @Test
    void methodsWithoutAUseAreNotAllowed() throws Exception {
        try (var api = HttpApiFixture.open()) {
            assertThat(raw(api, "TRACE /api/v2/status HTTP/1.1")).startsWith("HTTP/1.1 405");
        }
    }

    @ParameterizedTest(name = "{0} with {1} bytes")
    @CsvSource({
        "BREW, 0",
        "BREW, 100",
        "BREW, 70000",
        "TRACE, 100",
        "CONNECT, 0",
        "CONNECT, 100",
        "POST, 70000",
        "PUT, 0",
        "PUT, 100",
        "DELETE, 100",
        "GET, 100"
    })
    void refusedRequestKeepsTheConnectionOrAnnouncesItsEnd(String method, int bytes) throws Exception {
        try (var api = HttpApiFixture.open();
                var socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(20_000);
            var body = "x".repeat(bytes);
            var target = method.equals("CONNECT") ? "a:1" : "/nowhere";
            var request = "%s %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s";
            write(socket, request.formatted(method, target, bytes, body));
            var first = readAnswer(socket);
            assertThat(first).startsWith("HTTP/1.1 ");
            if (!first.contains("\r\nConnection: close\r\n")) {
                write(socket, "GET /-/healthy HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(readAnswer(socket))
                        .as(first)
                        .startsWith("HTTP/1.1 200")
                        .endsWith("OK");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREW", "TRACE"})
    void refusalBeforeTheBodyAnnouncesTheEndOfTheConnection(String method) throws Exception {
        try (var api = HttpApiFixture.open();
                var socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(20_000);
            write(socket, method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");

            assertThat(readAnswer(socket)).contains("\r\nConnection: close\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads the headers and the body of one answer. */
    private static String readAnswer(Socket socket) throws IOException {
        var answer = new StringBuilder();
        var in = socket.getInputStream();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            var next = in.read();
            assertThat(next).as(answer.toString()).isNotNegative();
            answer.append((char) next);
        }
        var length = answer.toString().replaceAll("(?s).*\r\nContent-Length: ([0-9]+)\r\n.*", "$1");
        return answer + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'CONNECT / HTTP/1.1', 400",
        "'CONNECT a:x HTTP/1.1', 400",
        "'GET / HTTP/1.1\r\nHost: b', 400",
        "'GET http://a:x/ HTTP/1.1', 400",
        "'GET http://[a/ HTTP/1.1', 400",
        "'GET http://:1/ HTTP/1.1', 400",
        "'GET * HTTP/1.1', 400",
        "'OPTIONS * HTTP/1.1', 404",
        "'GET / HTTP/1.1\r\nHost: a:99999', 400",
        "'GET / HTTP/1.1\r\nX: \u0001', 400",
        "'GET / HTTP/1.1\r\n: x', 400",
        "'GET / HTTP/1.1\r\nExpect: x', 417",
        "'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 2', 400",
        "'GET /%2e%2e/%00 HTTP/1.1', 400",
        "'PRI * HTTP/2.0', 426",
        "'GET / HTTP/9.9', 505",
        "'GET  HTTP/1.1', 505",
        "'G\u0001T / HTTP/1.1', 400",
        "'GET /%zz HTTP/1.1', 400",
        "'GET /api/v1/query?query=%zz HTTP/1.1', 400",
        "'GET /api/v1/query?query=%ff HTTP/1.1', 400",
        "'GET / HTTP/1.1\r\nContent-Length: x', 400",
        "'GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2', 400",
        "'POST / HTTP/1.1\r\nTransfer-Encoding: gzip', 400"
    })
    void malformedRequestsAreAnsweredAndNotLogged(String start, int status) throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try (var api = HttpApiFixture.open()) {
            assertThat(raw(api, start)).startsWith("HTTP/1.1 " + status);
        } finally {
            root.detachAppender(log);
        }
        var written = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(written);
        configurator.doConfigure(HttpServer.class.getResource("/logback.xml"));
        assertThat(log.list)
                .filteredOn(event -> written.getLogger(event.getLoggerName()).isEnabledFor(event.getLevel()))
                .isEmpty();
        written.stop();
    }

    @Test
    void headersAndUrisAreBounded() throws Exception {
        try (var api = HttpApiFixture.open()) {
            var large = "a".repeat(70_000);

            assertThat(raw(api, "GET /api/v2/status?x=" + large + " HTTP/1.1")).startsWith("HTTP/1.1 414");
            assertThat(raw(api, "GET /api/v2/status HTTP/1.1\r\nX-Large: " + large))
                    .startsWith("HTTP/1.1 431");
            assertThat(raw(api, "GET /api/v2/status?x=" + "a".repeat(20_000) + " HTTP/1.1"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void failuresAreLoggedAtALimitedRate() {
        var log = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(RequestErrors.class);
        log.start();
        logger.addAppender(log);
        try (var api = HttpApiFixture.open()) {
            api.groups.add(null);
            for (var i = 0; i < 30; i++) {
                assertThat(api.get("/api/v1/rules?x=" + i).statusCode()).isEqualTo(500);
            }
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).hasSize(10);
        assertThat(log.list.get(9).getMessage()).contains("further failures of this minute are not logged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/-/healthy", "/api/v2/status", "/api/v1/nowhere", "/nowhere", "//"})
    void eachAnswerHasSecurityHeaders(String path) throws Exception {
        try (var api = HttpApiFixture.open()) {
            assertThat(raw(api, "GET " + path + " HTTP/1.1"))
                    .contains(
                            "X-Content-Type-Options: nosniff\r\n",
                            "X-Frame-Options: deny\r\n",
                            "Referrer-Policy: same-origin\r\n",
                            "Content-Security-Policy: default-src 'none'")
                    .doesNotContainIgnoringCase("\r\nServer:")
                    .doesNotContainIgnoringCase("jetty");
        }
    }

    @Test
    void malformedRequestHasSecurityHeadersAndNamesNoServer() throws Exception {
        try (var api = HttpApiFixture.open()) {
            assertThat(raw(api, "G\u0001T / HTTP/1.1"))
                    .contains("X-Content-Type-Options: nosniff\r\n", "Bad Request")
                    .doesNotContainIgnoringCase("jetty");
        }
    }

    @Test
    void theSecondAddressServesHealthAndMetricsWithoutUsers(@TempDir Path folder) throws Exception {
        var users = Files.writeString(
                folder.resolve("web.yml"),
                "basic_auth_users: {a: $2y$10$qRTBuFoULoYNA7AQ/F3ck.trZBPyjV64.oA4ZsSBCIWvXuvQlQTuu}");
        var second =
                new HttpServerSettings.Management(InetSocketAddress.createUnresolved("127.0.0.1", 0), Optional.empty());
        var settings = HttpApiFixture.withRoutePrefix("/tocsin")
                .withWebConfigFile(users)
                .withManagement(second);
        try (var api = HttpApiFixture.open(settings)) {
            for (var path : List.of("/-/healthy", "/-/ready", "/metrics")) {
                assertThat(api.get("/tocsin" + path).statusCode()).as(path).isEqualTo(401);
                assertThat(status(api.managementPort(), "/tocsin" + path))
                        .as(path)
                        .isEqualTo(200);
            }
            for (var path : List.of("/", "/tocsin/", "/tocsin/api/v2/status", "/tocsin/-/reload")) {
                assertThat(status(api.managementPort(), path)).as(path).isEqualTo(404);
            }
        }
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method("GET", BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    /** The answer to a request that no client library sends. */
    private static String raw(HttpApiFixture api, String start) throws IOException {
        try (var socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(20_000);
            var request = start + "\r\nHost: a\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
