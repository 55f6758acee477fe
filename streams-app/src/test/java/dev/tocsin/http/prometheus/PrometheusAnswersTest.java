package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers of Prometheus to many requests, recorded in {@code prometheus-api.txt}. JSON is compared by value. With
 * {@code -Dprometheus.url=URL} the recorded answers are compared with those of a real Prometheus that has the same samples.
 */
class PrometheusAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static HttpApiFixture api;

    @BeforeAll
    static void appendSamples() {
        api = HttpApiFixture.open();
        var now = HttpApiFixture.NOW.toEpochMilli();
        for (var i = 0; i <= 10; i++) {
            var time = now - 600_000 + 60_000L * i;
            api.samples.append(Labels.of("__name__", "up", "job", "a", "instance", "a:1"), time, 1);
            api.samples.append(Labels.of("__name__", "up", "job", "b", "instance", "b:1"), time, 0);
            api.samples.append(Labels.of("__name__", "requests_total", "code", "200", "job", "a"), time, i * 30);
        }
        api.samples.append(Labels.of("__name__", "load", "http.status", "2", "job", "b"), now, 0.1 + 0.2);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    /** @param own the answer of Tocsin if it differs */
    record Exchange(String method, String target, Optional<String> form, String answer, Optional<String> own) {
        static Exchange of(String request, String answer, Optional<String> own) {
            var parts = request.split(" ", 4);
            var form = parts.length > 3 ? Optional.of(parts[3]) : Optional.<String>empty();
            return new Exchange(parts[0], parts[1], form, answer, own);
        }

        @Override
        public String toString() {
            return method + " " + target + form.map(text -> " | " + text).orElse("");
        }
    }

    static Stream<Exchange> exchanges() throws IOException {
        var lines = Files.readAllLines(Path.of("src/test/resources/prometheus-api.txt"));
        var all = new ArrayList<Exchange>();
        for (var i = 1; i < lines.size(); ) {
            var own = i + 2 < lines.size() && lines.get(i + 2).startsWith("tocsin ")
                    ? Optional.of(lines.get(i + 2).substring("tocsin ".length()))
                    : Optional.<String>empty();
            all.add(Exchange.of(lines.get(i), lines.get(i + 1), own));
            i += own.isPresent() ? 3 : 2;
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void answersAsPrometheus(Exchange exchange) throws IOException, InterruptedException {
        var url = System.getProperty("prometheus.url");
        var expected = url == null ? exchange.own().orElse(exchange.answer()) : exchange.answer();
        assertAnswer(answer(url == null ? api.url() : url, exchange), expected);
    }

    private static void assertAnswer(String answer, String expected) throws IOException {
        assertThat(answer.substring(0, 3)).as("status of " + answer).isEqualTo(expected.substring(0, 3));
        assertThat(json(answer)).isEqualTo(json(expected));
    }

    private static String answer(String base, Exchange exchange) throws IOException, InterruptedException {
        var body = exchange.form().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
        var request = HttpRequest.newBuilder(URI.create(base + escaped(exchange.target())))
                .method(exchange.method(), body);
        exchange.form().ifPresent(any -> request.header("Content-Type", "application/x-www-form-urlencoded"));
        var response = CLIENT.send(request.build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body().strip();
    }

    private static String escaped(String target) {
        var escaped = target;
        for (var character : List.of("{", "}", "[", "]", "\\", "|", "^", "\"")) {
            escaped = escaped.replace(character, "%%%02X".formatted((int) character.charAt(0)));
        }
        return escaped;
    }

    // Times are compared as numbers: 1.500 is 1.5.
    private static JsonNode json(String answer) throws IOException {
        var body = answer.substring(3).strip();
        return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
    }
}
