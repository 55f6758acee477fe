package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/**
 * Random requests to every path of both APIs: no internal error, no slow answer, no growth of metrics.
 *
 * <p>{@code -Dfuzz.seconds=N} sets the time (4 by default), {@code -Dfuzz.seed=N} the first seed (1 by default, so that a build can be
 * repeated).
 */
class HttpFuzzTest {
    private static final Duration SLOWEST = Duration.ofSeconds(5);
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW", "X-1");
    private static final List<String> PATHS = List.of(
            "/api/v1/query",
            "/api/v1/query_range",
            "/api/v1/query_exemplars",
            "/api/v1/format_query",
            "/api/v1/series",
            "/api/v1/labels",
            "/api/v1/label/job/values",
            "/api/v1/label/U__a_2e_b/values",
            "/api/v1/rules",
            "/api/v1/alerts",
            "/api/v1/metadata",
            "/api/v1/targets",
            "/api/v1/targets/metadata",
            "/api/v1/notifications",
            "/api/v1/status/buildinfo",
            "/api/v1/status/flags",
            "/api/v1/status/walreplay",
            "/api/v1/write",
            "/api/v1/tocsin/skipped-records",
            "/api/v1/tocsin/agreement",
            "/api/v1/tocsin/data-sources",
            "/api/v1/tocsin/summary",
            "/api/v1/tocsin/notifications",
            "/api/v1/tocsin/notifications/counts",
            "/api/v1/tocsin/notifications/x",
            "/api/v1/tocsin/alerts/0123456789abcdef/timeline",
            "/api/v1/tocsin/history",
            "/api/v1/tocsin/explain",
            "/api/v1/tocsin/silences",
            "/api/v1/tocsin/silences/preview",
            "/api/v1/tocsin/silences/x",
            "/api/v1/tocsin/labels/suggest",
            "/api/v1/tocsin/audit",
            "/api/v1/tocsin/openapi.json",
            "/api/v1/tocsin/alerts",
            "/api/v1/tocsin/alerts/0123456789abcdef",
            "/api/v1/tocsin/alerts/x",
            "/api/v1/tocsin/groups/x",
            "/api/v1/tocsin/routing",
            "/api/v1/tocsin/members",
            "/api/v1/tocsin/claims",
            "/api/v1/tocsin/receivers/test",
            "/api/v1/tocsin/rules",
            "/api/v1/tocsin/rules/a/b/0",
            "/api/v1/tocsin/rules/check",
            "/api/v1/tocsin/rules/dryrun",
            "/api/v1/tocsin/tokens",
            "/api/v1/tocsin/completion",
            "/api/v1/silences",
            "/api/v2/status",
            "/api/v2/alerts",
            "/api/v2/alerts/groups",
            "/api/v2/receivers",
            "/api/v2/silences",
            "/api/v2/silence/00000000-0000-4000-8000-000000000001",
            "/api/v2/silence/x",
            "/graph",
            "/query",
            "/ui",
            "/ui/alerts",
            "/ui/assets/main.js",
            "/version",
            "/metrics",
            "/",
            "/-/healthy",
            "/-/ready",
            "/-/reload",
            "/nothing");
    private static final List<String> NAMES = List.of(
            "query",
            "time",
            "start",
            "end",
            "step",
            "timeout",
            "limit",
            "lookback_delta",
            "stats",
            "match[]",
            "type",
            "rule_name[]",
            "file[]",
            "exclude_alerts",
            "group_limit",
            "group_next_token",
            "g0.expr",
            "g0.moment_input",
            "filter",
            "active",
            "silenced",
            "inhibited",
            "receiver",
            "state",
            "metric",
            "match_target",
            "groupBy",
            "group",
            "sort",
            "facets",
            "cursor",
            "labels",
            "since",
            "position",
            "search",
            "label",
            "health",
            "namespace",
            "x");
    private static final List<String> VALUES = List.of(
            "up",
            "up{job=~\"a|b.*\"}",
            "rate(up[5m])",
            "sum by (job) (up) / 0",
            "1e999",
            "0x1f",
            "-1",
            "0",
            "NaN",
            "Inf",
            "1e-3000000",
            "9223372036854775807",
            "-9223372036854775808",
            "2026-01-01T12:00:00Z",
            "2026-01-01",
            "5m",
            "1y1y",
            "true",
            "false",
            "job=\"a\"",
            "{a!~\"(\"}",
            "a=b",
            "[",
            "((((",
            "\"",
            "\\",
            "\u0000",
            "é\uD83D\uDE00",
            "%zz",
            "",
            "absent(up offset -1d)",
            "up[1d:1ms]",
            "label_replace(up,\"a\",\"$1\",\"job\",\"(.*)\")",
            "vector(time())");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "application/x-protobuf",
            "text/plain",
            "x/y; a=\"",
            "application/x-protobuf;proto=io.prometheus.write.v2.Request",
            "multipart/form-data; boundary=x",
            ";");
    private static final List<String> JSON = List.of(
            "[{\"labels\":{\"alertname\":\"A\",\"a\":\"b\"}}]",
            "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":true}],\"startsAt\":\"2026-01-01T12:00:00Z\","
                    + "\"endsAt\":\"2026-01-02T12:00:00Z\",\"createdBy\":\"me\",\"comment\":\"c\"}",
            "[null]",
            "[[[[[[[[{}]]]]]]]]",
            "{\"id\":1e99999}",
            "null",
            "{\"labels\":{\"a\":1}}");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void noRequestIsAnInternalErrorOrSlowOrAddsMetrics() throws IOException, InterruptedException {
        var first = Long.getLong("fuzz.seed", 1);
        var end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("fuzz.seconds", 4)).toNanos();
        var seed = first;
        for (; System.nanoTime() < end; seed++) {
            send(new Random(seed), "seed " + seed);
        }
        System.out.printf("HttpFuzzTest: seeds %d to %d%n", first, seed - 1);
        assertThat(api.get("/-/healthy").statusCode()).isEqualTo(200);
        // One series for each path, method, status and bucket of a histogram, however many requests there were.
        assertThat(api.get("/metrics").body().lines().count()).isLessThan(20_000);
    }

    private void send(Random random, String as) throws IOException, InterruptedException {
        var method = pick(random, METHODS);
        var target = pick(random, PATHS) + (random.nextInt(4) == 0 ? "" : "?" + parameters(random));
        var body = random.nextBoolean() ? new byte[0] : body(random);
        var request = HttpRequest.newBuilder(URI.create(api.url() + target))
                .timeout(SLOWEST)
                .method(method, BodyPublishers.ofByteArray(body));
        if (random.nextInt(4) > 0) {
            request.header("Content-Type", pick(random, TYPES));
        }
        if (random.nextInt(4) == 0) {
            request.header(
                    pick(random, List.of("Accept", "Origin", "Content-Encoding", "Authorization", "X-A")),
                    junk(random));
        }
        var what = "%s: %s %s with %d bytes".formatted(as, method, target, body.length);
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            // 501 is for methods that HTTP does not have.
            assertThat(answer.statusCode() == 501 ? 400 : answer.statusCode())
                    .as(what + ": " + answer.body())
                    .isLessThan(500);
        } catch (IOException e) {
            throw new AssertionError(what, e);
        }
    }

    private static String parameters(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(5); i >= 0; i--) {
            text.append(encoded(pick(random, NAMES)))
                    .append('=')
                    .append(encoded(random.nextInt(5) == 0 ? junk(random) : pick(random, VALUES)))
                    .append(i > 0 ? "&" : "");
        }
        return text.toString();
    }

    private static byte[] body(Random random) throws IOException {
        return switch (random.nextInt(6)) {
            case 0 -> parameters(random).getBytes(StandardCharsets.UTF_8);
            case 1 -> pick(random, JSON).getBytes(StandardCharsets.UTF_8);
            case 2 -> broken(random, pick(random, JSON).getBytes(StandardCharsets.UTF_8));
            case 3 -> Snappy.compress(bytes(random));
            case 4 -> broken(random, Snappy.compress(bytes(random)));
            default -> bytes(random);
        };
    }

    private static byte[] broken(Random random, byte[] whole) {
        var broken = Arrays.copyOf(whole, Math.max(1, random.nextInt(whole.length + 4)));
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        return broken;
    }

    private static byte[] bytes(Random random) {
        var bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 1 && random.nextBoolean()) {
            bytes[0] = 0x0a; // A series of a remote write request.
            bytes[1] = (byte) (bytes.length - 2);
        }
        return bytes;
    }

    private static String junk(Random random) {
        return random.ints(random.nextInt(20), ' ', 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
