package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to the Prometheus API at and beyond their limits. */
class RequestLimitsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    static Stream<String> numericParameters() {
        var requests = List.of(
                "query?query=1&time=",
                "query?query=1&timeout=",
                "query?query=1&lookback_delta=",
                "query?query=1&limit=",
                "query_range?query=1&end=1&step=1&start=",
                "query_range?query=1&start=1&step=1&end=",
                "query_range?query=1&start=1&end=2&step=",
                "series?match[]=up&start=",
                "series?match[]=up&end=",
                "series?match[]=up&limit=",
                "labels?start=",
                "query_exemplars?query=1&start=");
        var numbers = List.of(
                "1".repeat(1_000_000),
                "0." + "0".repeat(1_000_000) + "1",
                "0x" + "f".repeat(1_000_000) + "p1",
                "1e" + "9".repeat(1_000_000),
                "1_".repeat(500_000),
                "2026-01-01T00:00:00." + "1".repeat(1_000_000) + "Z",
                "1".repeat(1_000_000) + "y");
        return requests.stream().flatMap(request -> numbers.stream().map(number -> request + number));
    }

    /** Such numbers are longer than a request line may be, so they come in a form. */
    @ParameterizedTest(name = "[{index}]")
    @MethodSource("numericParameters")
    void longNumberIsRefusedAtOnce(String request) {
        var path = request.substring(0, request.indexOf('?'));
        var form = request.substring(request.indexOf('?') + 1);
        var answer = assertTimeout(TIMEOUT, () -> post(path, form));
        assertThat(answer.statusCode()).isIn(400, 413);
        assertThat(answer.body()).hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label/job/values?end=",
                "metadata?limit=",
                "metadata?limit_per_metric=",
                "targets/metadata?limit=",
                "rules?group_limit="
            })
    void longNumberInTheQueryStringIsRefused(String request) {
        var answer = api.get("/api/v1/" + request + "1".repeat(7_000) + "x");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "time=1e-3000000, 200",
        "time=1e3000000, 400",
        "time=-1e-99999999999999999999, 200",
        "timeout=1e3000000, 400"
    })
    void largeExponentCostsNothing(String parameter, int status) {
        var answer = assertTimeout(TIMEOUT, () -> api.get("/api/v1/query?query=1&" + parameter));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "query, 200",
        "query_range?start=1&end=2&step=1, 200",
        "format_query, 200",
        "parse_query, 200",
        // As in Prometheus: the query has no selector, so there is nothing to say.
        "query_exemplars, 204"
    })
    void longQueryIsRefused(String path, int status) {
        var within = "1" + " ".repeat(Limit.QUERY_LENGTH.intValue() - 1);
        assertThat(post(path, "query=" + encoded(within)).statusCode()).isEqualTo(status);
        var answer = post(path, "query=" + encoded(within + " "));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the query has 131073 characters, but the maximum is 131072");
    }

    @ParameterizedTest
    @CsvSource({"series", "labels"})
    void longSelectorIsRefused(String path) {
        var answer = post(path, "match[]=" + encoded("up" + " ".repeat(Limit.QUERY_LENGTH.intValue())));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("a selector has 131074 characters, but the maximum is 131072");
    }

    @ParameterizedTest
    @CsvSource({"series", "labels"})
    void manySelectorsAreRefused(String path) {
        assertThat(post(path, "match[]=up" + "&match[]=up".repeat(199)).statusCode())
                .isEqualTo(200);
        var answer = post(path, "match[]=up" + "&match[]=up".repeat(200));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the request has 201 match[] parameters, but the maximum is 200");
    }

    @Test
    void manyParametersAreRefused() {
        assertThat(post("query", "query=1" + "&a=1".repeat(999)).statusCode()).isEqualTo(200);
        var answer = post("query", "query=1" + "&a=1".repeat(1_000));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("more than 1000 parameters");
    }

    @Test
    void largeFormIsRefused() {
        assertThat(post("query", "query=1&a=" + "x".repeat(1 << 20)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void largeResponseIsAnErrorWithAdvice() {
        var value = "v".repeat(60_000);
        for (var i = 0; i < 900; i++) {
            api.samples.append(
                    Labels.of("__name__", "long", "i", "" + i, "l", value), HttpApiFixture.NOW.toEpochMilli(), 1);
        }
        for (var path : List.of("series?match[]=long", "query?query=long")) {
            var answer = api.get("/api/v1/" + path.replace("[]", "%5B%5D"));
            assertThat(answer.statusCode()).as(path).isEqualTo(422);
            assertThat(answer.body()).contains("which is the limit; ask for less");
        }
        assertThat(api.get("/api/v1/query?query=count(long)").body()).contains("\"900\"");
    }

    @Test
    void queriesBeyondTheQueueAreShedAndCounted() {
        var gate = new QueryGate(1, 2, Duration.ofSeconds(30), api.telemetry);
        var release = new CountDownLatch(1);
        var running = new CountDownLatch(1);
        var first = CompletableFuture.runAsync(() -> gate.run(() -> {
            running.countDown();
            await(release);
            return null;
        }));
        await(running);
        var others = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return gate.run(() -> "ran");
                            } catch (RuntimeException e) {
                                return "shed";
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        while (others.stream().filter(CompletableFuture::isDone).count() < 8) {
            Thread.onSpinWait();
        }
        release.countDown();
        assertThat(others.stream().map(CompletableFuture::join).filter("shed"::equals))
                .hasSize(8);
        first.join();
        assertThat(api.get("/metrics").body()).contains("tocsin_queries_shed_total{reason=\"queue_full\"} 8.0");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> post(String path, String form) {
        return api.send(
                "POST",
                "/api/v1/" + path,
                BodyPublishers.ofString(form),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
