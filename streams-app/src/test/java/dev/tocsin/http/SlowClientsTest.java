package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.http.webconfig.TestCertificates;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.NanoTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send or read slowly, and more requests than threads. */
class SlowClientsTest {
    private static final int MAX_BODY = 100_000;
    private static final int LARGE = 30_000_000;
    private static final String TRICKLE = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\nx";
    private static final HttpBounds PATIENT = new HttpBounds(
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            1,
            1,
            100 * MAX_BODY,
            10L * LARGE,
            4,
            2,
            Duration.ofMinutes(5));

    private final Telemetry telemetry = new Telemetry("1.2.3");
    private final CountDownLatch blocking = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Socket> sockets = new ArrayList<>();
    private HttpServer server;

    @AfterEach
    void close() throws IOException {
        released.countDown();
        for (var socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void bodiesThatTrickleHoldNoThread() throws Exception {
        open(PATIENT);
        IntStream.range(0, 50).forEach(i -> send(TRICKLE));

        assertThat(answer(send(get("/-/healthy")))).startsWith("HTTP/1.1 200");
        assertThat(answer(send(post(2) + "ab"))).endsWith("ab");
    }

    @Test
    void aBodyThatIsTooSlowIsRefused() throws Exception {
        open(impatient());

        assertThat(answer(send(TRICKLE))).startsWith("HTTP/1.1 408").contains("the body came too slowly: 1 bytes in");
        assertThat(telemetry.scrape()).contains("tocsin_http_requests_refused_total{reason=\"slow body\"} 1.0");
    }

    @Test
    void aBodyThatIsTooLargeAndSlowIsRefusedInTime() throws Exception {
        open(impatient());

        var answer = answer(
                send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000\r\n\r\n" + "x".repeat(2 * MAX_BODY)));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("the body has more than 100000 bytes");
    }

    @Test
    void chunkedBodiesAreBoundedToo() throws Exception {
        open(PATIENT);
        var chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";

        assertThat(answer(send(chunked + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"))).contains("abc");
        assertThat(answer(send(chunked + "30d40\r\n" + "x".repeat(200_000) + "\r\n0\r\n\r\n")))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void bodiesOfAllRequestsAreBoundedTogether() throws Exception {
        open(bounds(120_000, LARGE, 4, 2, PATIENT.waitingTime()));
        var unfinished = send(post(100_000) + "x".repeat(90_000));
        await("tocsin_http_body_bytes 100001.0");

        assertThat(answer(send(post(40_000) + "x".repeat(40_000))))
                .startsWith("HTTP/1.1 503")
                .contains("Retry-After: 1");
        write(unfinished, "x".repeat(10_000));
        assertThat(answer(unfinished)).startsWith("HTTP/1.1 200");
    }

    @Test
    void headersThatAreTooSlowCloseTheConnection() throws Exception {
        open(impatient());
        var first = send("GET /-/healthy HTTP/1.1\r\nHost: a\r\nX-");
        var second = send("GET /-/healthy HTTP/1.1\r\nHost: a\r\n\r\n");
        second.getInputStream().read();

        assertThat(answer(first)).isEmpty();
        assertThat(untilClosed(second, "GET /-/healthy HTTP/1.1\r\nX: ")).isTrue();
    }

    @Test
    void anUnfinishedTlsHandshakeClosesTheConnection(@TempDir Path folder) throws Exception {
        TestCertificates.createIn(folder);
        var file = Files.writeString(
                folder.resolve("web.yml"), "tls_server_config: {cert_file: server.pem, key_file: server.key}");
        open(impatient(), settings().withWebConfigFile(file));

        assertThat(answer(send("\u0016\u0003\u0001"))).isEmpty();
    }

    @Test
    void clientsThatDoNotReadHoldNoThread() throws Exception {
        open(bounds(LARGE, 10L * LARGE, 2, 20, PATIENT.waitingTime()));
        IntStream.range(0, 8).forEach(i -> send(get("/large")));

        assertThat(answer(send(get("/small")))).endsWith("small");
    }

    @Test
    void clientsThatDoNotReadAreDisconnected() throws Exception {
        open(impatient());
        var socket = send(get("/large"));
        awaitRefusal("slow reader");

        assertThat(answer(socket).length()).isLessThan(LARGE);
    }

    @Test
    void theOldestResponsesAreGivenUpWhenTheyNeedTooMuchMemory() throws Exception {
        open(bounds(LARGE, LARGE + 1, 4, 2, PATIENT.waitingTime()));
        send(get("/large"));
        send(get("/large"));
        awaitRefusal("response memory");

        assertThat(answer(send(get("/small")))).endsWith("small");
    }

    @Test
    void healthHasThreadsOfItsOwn() throws Exception {
        open(PATIENT);
        var blocked = IntStream.range(0, 20).mapToObj(i -> send(get("/block"))).toList();
        awaitRefusal("overload");

        assertThat(answer(send(get("/-/healthy")))).startsWith("HTTP/1.1 200");
        released.countDown();
        var answers = new ArrayList<String>();
        for (var socket : blocked) {
            answers.add(answer(socket).substring(0, "HTTP/1.1 200".length()));
        }
        assertThat(answers).contains("HTTP/1.1 200", "HTTP/1.1 503");
    }

    @Test
    void aRequestThatWaitsForAThreadIsRefusedInTime() throws Exception {
        open(bounds(LARGE, LARGE, 1, 9, Duration.ofMillis(100)));
        send(get("/block"));
        assertThat(blocking.await(20, TimeUnit.SECONDS)).isTrue();
        var answers = List.of(answer(send(get("/small"))), answer(send(get("/small"))));

        assertThat(answers).last().asString().startsWith("HTTP/1.1 503");
    }

    @Test
    void anAbortedBodyIsCounted() throws Exception {
        open(PATIENT);
        send(TRICKLE).close();

        awaitRefusal("aborted");
    }

    private static HttpBounds bounds(long bodies, long responses, int threads, int waiting, Duration waitingTime) {
        return new HttpBounds(
                PATIENT.headerTime(),
                PATIENT.bodyTime(),
                PATIENT.grace(),
                1,
                1,
                bodies,
                responses,
                threads,
                waiting,
                waitingTime);
    }

    private static HttpBounds impatient() {
        return new HttpBounds(
                Duration.ofMillis(200),
                Duration.ofMinutes(5),
                Duration.ofMillis(200),
                1_000_000,
                1_000_000_000,
                LARGE,
                LARGE,
                4,
                2,
                PATIENT.waitingTime());
    }

    private static HttpServerSettings settings() {
        return new HttpServerSettings(
                        InetSocketAddress.createUnresolved("127.0.0.1", 0), URI.create("http://tocsin"), "")
                .withMaxBodyBytes(MAX_BODY);
    }

    private void open(HttpBounds bounds) {
        open(bounds, settings());
    }

    private void open(HttpBounds bounds, HttpServerSettings settings) {
        server = HttpServer.open(settings, bounds, telemetry, List.of(this::register));
    }

    private void register(RoutesConfig routes) {
        routes.get("/-/healthy", request -> request.result("OK"));
        routes.get("/small", request -> request.result("small"));
        routes.get("/large", request -> request.result(new byte[LARGE]));
        routes.get("/block", request -> {
            blocking.countDown();
            released.await();
        });
        routes.post(
                "/echo",
                request -> request.result(RequestBody.read(request, MAX_BODY, text -> new ApiException(413, text))));
    }

    private static String post(int length) {
        return "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n".formatted(length);
    }

    private static String get(String path) {
        return "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".formatted(path);
    }

    private Socket send(String text) {
        try {
            var socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.setSoTimeout(20_000);
            write(socket, text);
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All that arrives until the server closes the connection. */
    private static String answer(Socket socket) throws IOException {
        var answer = new StringBuilder();
        try {
            var buffer = new byte[65_536];
            for (var read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException e) {
            return answer.toString();
        }
        return answer.toString();
    }

    /** Sends a text and further characters until the server closes the connection. */
    private boolean untilClosed(Socket socket, String start) throws IOException {
        try {
            write(socket, start);
            for (var refused = ""; !refused.contains("slow headers\"} 2"); refused = telemetry.scrape()) {
                write(socket, "x");
            }
            return true;
        } catch (SocketException e) {
            return true;
        }
    }

    private void awaitRefusal(String reason) {
        await("tocsin_http_requests_refused_total{reason=\"%s\"}".formatted(reason));
    }

    private void await(String metric) {
        var deadline = NanoTime.now() + Duration.ofSeconds(20).toNanos();
        while (!telemetry.scrape().contains(metric)) {
            assertThat(NanoTime.isBefore(deadline, NanoTime.now())).as(metric).isFalse();
            Thread.onSpinWait();
        }
    }
}
