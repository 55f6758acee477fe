package dev.tocsin.datasources;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.config.DataSourcesReader;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.limits.Limit;
import dev.tocsin.senders.HttpRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries of a server that speaks Prometheus's API, or does not. */
class PrometheusClientTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:10.050Z");
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final String UP = """
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{"job":"a"},"value":[1,"1"]}]}}""";

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> headers = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private final HttpRequests http = new HttpRequests("test", InstantSource.system(), text -> "secret", Map.of());
    private final DataSourceClients clients =
            new DataSourceClients("i1", http, text -> "secret", InstantSource.system(), System::nanoTime);
    private final AtomicInteger answered = new AtomicInteger();
    private HttpServer server;
    private volatile Answer answer = exchange -> send(exchange, 200, UP);

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(serverThreads);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            headers.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Scope-OrgID"))
                    + " " + exchange.getRequestHeaders().getFirst("Authorization")
                    + " " + exchange.getRequestHeaders().getFirst("X-Extra"));
            try (exchange) {
                answer.to(exchange);
                answered.incrementAndGet();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        clients.close();
        http.close();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    @Test
    void sendsAnInstantQueryWithTenantHeadersAndParameters() {
        configure("""
                data_sources:
                  - name: mimir
                    timeout: 3s
                    prometheus:
                      url: %s/prometheus/
                      tenant: team-a
                      headers: {X-Extra: more}
                      params: {dedup: "true"}
                      http_config: {authorization: {credentials: "${env:TOKEN}"}}
                """);
        var elements = ask("mimir", "sum(up) > 0").requireElements();

        assertThat(elements).hasSize(1);
        assertThat(requests)
                .containsExactly("POST /prometheus/api/v1/query "
                        + "dedup=true&query=sum%28up%29+%3E+0&time=1767225610.050&timeout=3000ms");
        assertThat(headers).containsExactly("team-a Bearer secret more");
        var status = clients.statuses().get(0);
        assertThat(status.answered()).isEqualTo(1);
        assertThat(status.inFlight()).isZero();
        assertThat(status.lastAnswerAt()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # status | body                                                    | attempts | reason
            400 | {"status":"error","errorType":"bad_data","error":"parse error"} | 1 | status 400: bad_data: parse error
            422 | {"status":"error","errorType":"execution","error":"too many"}   | 1 | status 422: execution: too many
            401 | no                                                      | 1 | status 401: check the credentials and the tenant
            404 | page                                                    | 1 | status 404: check the url
            429 | slow down                                               | 3 | status 429: slow down
            500 | {"status":"error","errorType":"internal","error":"oops"} | 3 | status 500: internal: oops
            503 | starting                                                | 3 | status 503: starting
            200 | <html>                                                  | 1 | not the JSON of Prometheus's API
            """)
    void errorsArePassedOnAndRetriedIfTheyCanPass(int status, String body, int attempts, String reason) {
        configure();
        answer = exchange -> send(exchange, status, body);

        assertThat(failure(ask("mimir", "up")))
                .startsWith("data source mimir: ")
                .contains(reason);
        assertThat(requests).hasSize(attempts);
    }

    @Test
    void anErrorThatPassesIsNoFailure() {
        configure();
        answer = exchange -> send(exchange, requests.size() < 3 ? 503 : 200, requests.size() < 3 ? "no" : UP);
        assertThat(ask("mimir", "up").requireElements()).hasSize(1);
        assertThat(clients.statuses().get(0).failed()).isEqualTo(2);
    }

    @Test
    void aRetryThatWouldComeTooLateIsNotMade() {
        configure();
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "60");
            send(exchange, 429, "later");
        };
        assertThat(failure(ask("mimir", "up"))).contains("status 429: later");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aHugeResponseFailsAndIsNotRead() {
        configure();
        var part = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (var i = 0; i < 200; i++) {
                exchange.getResponseBody().write(part);
            }
        };
        assertThat(failure(
                        clients.ask("mimir", "up", AT, Duration.ofSeconds(20)).join()))
                .contains("the response has more than %,d bytes".formatted(Limit.DATA_SOURCE_RESPONSE.value()));
        assertThat(answered.get()).as("the server could not send everything").isZero();
    }

    @Test
    void aTruncatedResponseFails() {
        configure();
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(UP.getBytes(StandardCharsets.UTF_8));
        };
        assertThat(ask("mimir", "up").isFailed()).isTrue();
    }

    @Test
    void anUnreachableServerIsNamed() {
        server.stop(0);
        configure();
        assertThat(failure(ask("mimir", "up"))).contains("127.0.0.1").contains("refused");
    }

    @Test
    void aSlowServerEndsWithTheLimitAndDelaysNoOtherDataSource() {
        var release = new CountDownLatch(1);
        configure("""
                data_sources:
                  - {name: slow, max_concurrent: 2, prometheus: {url: %1$s/slow}}
                  - {name: mimir, prometheus: {url: %1$s}}
                """);
        answer = exchange -> {
            if (exchange.getRequestURI().getPath().startsWith("/slow")) {
                await(release);
            }
            send(exchange, 200, UP);
        };
        var slow = new ArrayList<CompletableFuture<QueryAnswer>>();
        for (var i = 0; i < 5; i++) {
            slow.add(clients.ask("slow", "up", AT, Duration.ofMillis(1_500)));
        }
        assertThat(ask("mimir", "up").requireElements()).hasSize(1);
        assertThat(clients.statuses().get(1).inFlight()).as("bounded").isEqualTo(2);
        assertThat(clients.statuses().get(1).waiting()).isEqualTo(3);
        slow.forEach(answer -> assertThat(failure(answer.join())).contains("no answer within"));
        release.countDown();
        assertThat(requests.stream().filter(request -> request.startsWith("POST /slow")))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void anUnknownDataSourceIsNamed() {
        configure();
        assertThat(failure(ask("other", "up")))
                .isEqualTo("there is no data source 'other': apply one with 'tocsin datasources apply'");
    }

    @Test
    void aDataSourceThatIsEditedIsAskedAtItsNewAddress() {
        configure();
        ask("mimir", "up");
        configure("data_sources: [{name: mimir, prometheus: {url: %s/v2}}]");
        ask("mimir", "up");
        assertThat(requests)
                .extracting(request -> request.split(" ")[1])
                .containsExactly("/api/v1/query", "/v2/api/v1/query");
    }

    private void configure() {
        configure("data_sources: [{name: mimir, prometheus: {url: %s}}]");
    }

    private void configure(String document) {
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        clients.configure(DataSourcesReader.read("test", document.formatted(url)));
    }

    private QueryAnswer ask(String name, String query) {
        return clients.ask(name, query, AT, LIMIT).join();
    }

    private static String failure(QueryAnswer answer) {
        return ((QueryAnswer.Failed) answer).reason();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
