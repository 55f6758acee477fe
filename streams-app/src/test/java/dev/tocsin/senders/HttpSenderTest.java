package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.HttpIntegration;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notifier.Sender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests at the server, and results of its responses. */
class HttpSenderTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Senders sender = new Senders(
            "1.2", InstantSource.fixed(TestNotifications.AT), path -> "", Map.of(), NoTopicPublisher.INSTANCE);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    private record Request(String method, String path, Map<String, List<String>> headers, String body) {}

    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        sender.close();
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void requestHasAllHeadersAndTheBody() {
        answer("/", exchange -> exchange.sendResponseHeaders(200, -1));
        var http = HttpConfig.DEFAULT
                .with(new Authorization.Basic(Secret.of("user"), Secret.of("password")))
                .withHeaders(Map.of("X-Team", List.of(Secret.of("a"), Secret.of("b"))));
        assertThat(deliver(webhook("/hook", LONGEST, http))).isEqualTo(new DeliveryResult.Delivered());
        assertThat(requests).hasSize(1);
        var request = requests.remove();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/hook");
        assertThat(request.headers())
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("User-agent", List.of("Tocsin/1.2"))
                .containsEntry("Idempotency-key", List.of("key"))
                .containsEntry("X-tocsin-instance", List.of("tocsin-0"))
                .containsEntry("Authorization", List.of("Basic dXNlcjpwYXNzd29yZA=="))
                .containsEntry("X-team", List.of("a", "b"))
                .doesNotContainKeys("X-tocsin-isolated", "Upgrade", "Http2-settings");
        assertThat(request.body())
                .startsWith("{")
                .contains("\"alertname\":\"HighCPU\"")
                .endsWith("}\n");
    }

    @Test
    void isolatedInstanceSendsAHeader() {
        answer("/", exchange -> exchange.sendResponseHeaders(200, -1));
        sender.deliver(webhook("/", LONGEST, HttpConfig.DEFAULT), TestNotifications.firing(), metadata(true), LONGEST)
                .join();
        assertThat(requests.remove().headers()).containsEntry("X-tocsin-isolated", List.of("true"));
    }

    @ParameterizedTest(name = "{0} is {1} because of {2}")
    @CsvSource({
        "200,Delivered,",
        "204,Delivered,",
        "299,Delivered,",
        "304,Permanent,OTHER",
        "400,Permanent,CLIENT_ERROR",
        "401,Permanent,AUTH_ERROR",
        "404,Permanent,CLIENT_ERROR",
        "429,Permanent,RATE_LIMITED",
        "500,Retryable,SERVER_ERROR",
        "503,Retryable,SERVER_ERROR"
    })
    void statusDecidesTheResult(int status, String kind, DeliveryResult.Cause cause) {
        answer("/", exchange -> exchange.sendResponseHeaders(status, -1));
        var result = deliver(webhook("/", LONGEST, HttpConfig.DEFAULT));
        assertThat(result.getClass().getSimpleName()).isEqualTo(kind);
        if (result instanceof DeliveryResult.Permanent permanent) {
            assertThat(permanent.cause()).isEqualTo(cause);
        }
        if (result instanceof DeliveryResult.Retryable retryable) {
            assertThat(retryable.cause()).isEqualTo(cause);
        }
    }

    @Test
    void errorBodyIsTruncated() {
        answer("/", exchange -> {
            exchange.sendResponseHeaders(400, 0);
            exchange.getResponseBody().write("no such team ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        });
        var result = (DeliveryResult.Permanent) deliver(webhook("/", LONGEST, HttpConfig.DEFAULT));
        assertThat(result.error())
                .startsWith("unexpected status code 400: no such team")
                .hasSizeLessThan(1_100);
    }

    @ParameterizedTest(name = "an answer of {0} that never ends")
    @CsvSource({"200,Delivered", "400,Permanent", "503,Retryable"})
    void endlessResponseCounts(int status, String kind) {
        answer("/", exchange -> {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
            untilTheEnd();
        });
        var result = deliver(webhook("/", LONGEST, HttpConfig.DEFAULT));
        assertThat(result.getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void timeoutIsRetryable() {
        answer("/", exchange -> untilTheEnd());
        var result = deliver(webhook("/", Duration.ofMillis(200), HttpConfig.DEFAULT));
        assertThat(result).isEqualTo(DeliveryResult.noResponse("no answer within 200 ms"));
    }

    @Test
    void refusedConnectionIsRetryable() throws IOException {
        int closedPort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        var result = deliver(TestIntegrations.webhook("http://127.0.0.1:" + closedPort + "/"));
        assertThat(result).isInstanceOf(DeliveryResult.Retryable.class);
        assertThat(((DeliveryResult.Retryable) result).error()).isNotBlank();
    }

    @Test
    void redirectsAreFollowedUnlessDisabled() {
        answer("/old", exchange -> {
            exchange.getResponseHeaders().add("Location", "/new");
            exchange.sendResponseHeaders(307, -1);
        });
        answer("/new", exchange -> exchange.sendResponseHeaders(200, -1));
        assertThat(deliver(webhook("/old", LONGEST, HttpConfig.DEFAULT))).isEqualTo(new DeliveryResult.Delivered());
        assertThat(requests).extracting(Request::path).containsExactly("/old", "/new");
        assertThat(requests)
                .extracting(Request::body)
                .allSatisfy(body -> assertThat(body).contains("alertname"));
        var staying = webhook(
                "/old", LONGEST, new HttpConfig(Authorization.NONE, Map.of(), false, HttpConfig.DEFAULT.transport()));
        assertThat(deliver(staying)).isInstanceOf(DeliveryResult.Permanent.class);
        assertThat(requests).hasSize(3);
    }

    @Test
    void invalidHeaderIsAPermanentFailure() {
        var http = HttpConfig.DEFAULT.withHeaders(Map.of("Content-Length", List.of(Secret.of("7"))));
        var result = deliver(webhook("/", LONGEST, http));
        assertThat(result).isInstanceOf(DeliveryResult.Permanent.class);
        assertThat(((DeliveryResult.Permanent) result).error()).contains("Content-Length");
    }

    @Test
    void cancellationCancelsTheRequest() throws InterruptedException {
        var arrived = new CountDownLatch(1);
        answer("/", exchange -> {
            arrived.countDown();
            untilTheEnd();
        });
        var attempt = sender.deliver(
                webhook("/", LONGEST, HttpConfig.DEFAULT), TestNotifications.firing(), metadata(false), LONGEST);
        arrived.await();
        attempt.cancel(true);
        assertThat(attempt).isDone();
    }

    @Test
    void answerIsHandledWhileManyOtherNotificationsAreRendered() throws Exception {
        var arrived = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        answer("/", exchange -> {
            arrived.countDown();
            await(mayAnswer);
            exchange.sendResponseHeaders(200, -1);
        });
        var slow = TestConfigs.read("am.yml", """
                route: {receiver: slow}
                receivers: [{name: slow, webhook_configs: [{url_file: never-read}]}]
                """)
                .receivers()
                .get(0)
                .integrations()
                .get(0);
        try (var senders = new Senders(
                "1.2",
                InstantSource.fixed(TestNotifications.AT),
                path -> {
                    untilTheEnd();
                    return "http://127.0.0.1/";
                },
                Map.of(),
                NoTopicPublisher.INSTANCE)) {
            var first = senders.deliver(
                    webhook("/", LONGEST, HttpConfig.DEFAULT), TestNotifications.firing(), metadata(false), LONGEST);
            arrived.await();
            for (var i = 0; i < 100; i++) {
                senders.deliver(slow, TestNotifications.firing(), metadata(false), LONGEST);
            }
            mayAnswer.countDown();
            assertThat(first.get(LONGEST.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new DeliveryResult.Delivered());
        }
    }

    private void answer(String path, Reply reply) {
        server.createContext(path, exchange -> {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            try (exchange) {
                reply.to(exchange);
            }
        });
    }

    private void untilTheEnd() {
        await(end);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DeliveryResult deliver(HttpIntegration webhook) {
        return sender.deliver(webhook, TestNotifications.firing(), metadata(false), LONGEST)
                .join();
    }

    private HttpIntegration webhook(String path, Duration timeout, HttpConfig http) {
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return TestIntegrations.webhook(url, timeout, http);
    }

    private static Sender.DeliveryMetadata metadata(boolean isolated) {
        return new Sender.DeliveryMetadata("tocsin-0", "key", isolated);
    }
}
