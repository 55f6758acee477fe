package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A browser that listens to one instance goes on with another one, and misses nothing. */
@WithBroker
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {
    private static final String API = "/api/v1/tocsin/";

    private final HttpClient client = HttpClient.newHttpClient();
    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "events");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** An event: its lines without those of comments. */
    private record Event(List<String> lines) {
        String id() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .findFirst()
                    .map(line -> line.substring(4))
                    .orElse("");
        }

        boolean tells(String kind) {
            return lines.contains("event: changed")
                    && lines.stream().anyMatch(line -> line.contains("\"" + kind + "\""));
        }
    }

    private BufferedReader listen(InstanceProcess instance, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%sevents".formatted(instance.port(), API)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Reads events up to the first one that is wanted. */
    private static Event next(BufferedReader stream, Predicate<Event> wanted) throws IOException {
        var lines = new ArrayList<String>();
        for (var line = stream.readLine(); line != null; line = stream.readLine()) {
            if (!line.isEmpty()) {
                lines.add(line);
                continue;
            }
            var event = new Event(List.copyOf(lines));
            if (wanted.test(event)) {
                return event;
            }
            lines.clear();
        }
        throw new AssertionError("the stream has ended");
    }

    @Test
    void aBrowserGoesOnWithAnotherInstance() throws Exception {
        String known;
        try (var stream = listen(cluster.instance(0))) {
            assertThat(next(stream, event -> true).lines()).contains("retry: 2000");
            assertThat(next(stream, event -> true).lines()).contains("event: hello");
            cluster.instance(1).postAlert(group("first"));
            known = next(stream, event -> event.tells("sent")).id();
        }
        cluster.instance(0).kill();
        cluster.instance(2).silence(SilenceRequest.of("second"));
        try (var stream = listen(cluster.instance(1), "Last-Event-ID", known)) {
            // The hello has no id, so that a browser that gets only this starts from where it was.
            assertThat(next(stream, event -> event.lines().contains("event: hello"))
                            .id())
                    .isEmpty();
            // In the first event, or in a later one if this instance reads the silence only now.
            var missed = next(stream, event -> event.tells("silences"));
            assertThat(Long.parseLong(missed.id())).isGreaterThan(Long.parseLong(known));
        }
        cluster.instance(0).start();
        cluster.awaitReady();
    }

    @Test
    void allInstancesShowTheSameGroupsSlotsAndClaims() throws Exception {
        var alert = group("shown");
        cluster.instance(0).postAlert(alert);
        cluster.inbox().await(alert, 1);
        for (var one : cluster.all()) {
            Eventually.until(one.id() + " shows who was told", Duration.ofSeconds(10), () -> {
                var listed = groupOf(one, "shown");
                return !listed.path("lastTold").path("instance").asText().isEmpty();
            });
            var listed = groupOf(one, "shown");
            var group = one.get(API + "groups/" + listed.path("id").asText()).path("data");
            assertThat(group.path("slots").path(0).path("told").path("firing").asInt())
                    .isEqualTo(1);
            assertThat(group.path("slots")
                            .path(0)
                            .path("decision")
                            .path("reason")
                            .asText())
                    .isEqualTo("repeat_interval_elapsed");
            assertThat(group.path("slots").path(0).path("order").size()).isEqualTo(3);
            var claims = one.get(API + "claims").path("data").path("claims");
            assertThat(StreamSupport.stream(claims.spliterator(), false)
                            .filter(claim -> claim.path("slot").path("id").equals(listed.path("id")))
                            .filter(claim -> claim.path("outcome").asText().equals("sent")))
                    .as(claims.toString())
                    .hasSize(1);
            var members = one.get(API + "members").path("data").path("members");
            assertThat(members.findValuesAsText("instance")).hasSize(3);
            assertThat(one.get(API + "routing")
                            .path("data")
                            .path("receivers")
                            .path(0)
                            .path("integrations")
                            .path(0)
                            .path("sent1h")
                            .asInt())
                    .isPositive();
            assertThat(one.get(API + "summary")
                            .path("data")
                            .path("receiversFailing")
                            .asInt())
                    .isZero();
        }
    }

    private static JsonNode groupOf(InstanceProcess instance, String name) throws Exception {
        return instance.get(API + "alerts?filter=group%3D" + name)
                .path("data")
                .path("groups")
                .path(0);
    }

    private static Labels group(String name) {
        return Labels.of("alertname", "Posted", "group", name);
    }
}
