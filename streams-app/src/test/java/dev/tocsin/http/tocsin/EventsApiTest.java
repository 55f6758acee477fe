package dev.tocsin.http.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.tocsin.EventHub.Kind;
import dev.tocsin.limits.Limit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code /api/v1/tocsin/events} with a real HTTP client. */
@Timeout(60)
class EventsApiTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    /** A browser's stream. */
    private record Stream(HttpResponse<InputStream> response, BufferedReader lines) implements AutoCloseable {
        /** The lines of the next event. Comments and the time until the next connection are passed over. */
        String next() throws IOException {
            var event = new ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !event.isEmpty()) {
                    return String.join("|", event);
                }
                if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("retry:")) {
                    event.add(line);
                }
            }
            return "end";
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private Stream listen(String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(api.url() + "/api/v1/tocsin/events"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = client.send(request.build(), BodyHandlers.ofInputStream());
        return new Stream(response, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void theFirstEventTellsInstanceAndOffset() throws Exception {
        try (var stream = listen()) {
            assertThat(stream.response().statusCode()).isEqualTo(200);
            var headers = stream.response().headers();
            assertThat(headers.firstValue("Content-Type")).contains("text/event-stream");
            assertThat(headers.firstValue("Cache-Control")).contains("no-store, no-transform");
            assertThat(headers.firstValue("X-Accel-Buffering")).contains("no");
            assertThat(headers.firstValue("Content-Encoding")).isEmpty();
            assertThat(stream.next())
                    .isEqualTo("id: 100|event: hello"
                            + "|data: {\"instance\":\"one\",\"version\":\"1.2.3\",\"offset\":100}");
        }
    }

    @Test
    void changesAreToldTogetherWithTheOffset() throws Exception {
        try (var stream = listen()) {
            stream.next();
            api.events.changed(Kind.SENT);
            api.events.changed(Kind.ALERTS);
            api.events.changed(Kind.ALERTS);
            api.logOffset = 103;
            assertThat(stream.next())
                    .isEqualTo("id: 103|event: changed|data: {\"kinds\":[\"alerts\",\"sent\"],\"offset\":103}");
            api.events.changed(Kind.RULES);
            assertThat(stream.next()).isEqualTo("id: 103|event: changed|data: {\"kinds\":[\"rules\"],\"offset\":103}");
        }
    }

    @Test
    void manyChangesAreAtMostFourEventsASecond() throws Exception {
        try (var stream = listen()) {
            stream.next();
            var begin = System.nanoTime();
            var events = 0;
            for (var i = 0; i < 3; i++) {
                api.events.changed(Kind.ALERTS);
                stream.next();
                events++;
            }
            assertThat(events).isEqualTo(3);
            // The first may come at once, the others each a quarter of a second after the one before.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void aBrowserThatComesBackIsToldWhatItMissed() throws Exception {
        try (var stream = listen()) {
            assertThat(stream.next()).startsWith("id: 100");
        }
        api.logOffset = 104;
        api.events.changed(Kind.SILENCES);
        api.logOffset = 105;
        try (var stream = listen("Last-Event-ID", "100")) {
            assertThat(stream.next()).startsWith("event: hello");
            // Alerts, rules and configuration are in other topics, of which the offset says nothing.
            assertThat(stream.next())
                    .isEqualTo("id: 105|event: changed"
                            + "|data: {\"kinds\":[\"alerts\",\"silences\",\"rules\",\"config\"],\"offset\":105}");
        }
        try (var stream = listen("Last-Event-ID", "105")) {
            stream.next();
            assertThat(stream.next()).contains("{\"kinds\":[\"alerts\",\"rules\",\"config\"],\"offset\":105}");
        }
    }

    @Test
    void anInstanceThatCannotKnowWhatWasMissedSaysReset() throws Exception {
        try (var stream = listen()) {
            stream.next();
        }
        for (var id : List.of("99", "101", "x", "-1", "99999999999999999999999")) {
            try (var stream = listen("Last-Event-ID", id)) {
                stream.next();
                assertThat(stream.next()).as(id).isEqualTo("id: 100|event: reset|data: {\"offset\":100}");
            }
        }
        // After a rebuild of its client, the instance has read changes that it cannot date.
        api.events.restored();
        try (var stream = listen("Last-Event-ID", "100")) {
            stream.next();
            assertThat(stream.next()).contains("event: reset");
        }
        api.logOffset = 101;
        try (var stream = listen("Last-Event-ID", "101")) {
            stream.next();
            assertThat(stream.next()).contains("event: changed");
        }
    }

    @Test
    void membersAndSilencesThatChangeByTimeAreTold() throws Exception {
        try (var stream = listen()) {
            stream.next();
            api.timedState = "another member is live";
            assertThat(stream.next()).contains("{\"kinds\":[\"alerts\",\"silences\",\"members\"],\"offset\":100}");
        }
    }

    @Test
    void anInstanceThatStopsEndsTheStreams() throws Exception {
        try (var stream = listen()) {
            stream.next();
            assertThat(api.events.clients()).isEqualTo(1);
            var begin = System.nanoTime();
            api.close();
            assertThat(stream.next()).isEqualTo("end");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void browsersBeyondTheLimitAreAskedToComeBackLater() throws Exception {
        var streams = new ArrayList<Stream>();
        try {
            for (var i = 0; i < Limit.EVENT_CLIENTS.value(); i++) {
                streams.add(listen());
            }
            var refused = listen();
            streams.add(refused);
            assertThat(refused.response().statusCode()).isEqualTo(503);
            assertThat(refused.response().headers().firstValue("Retry-After")).contains("5");
            assertThat(refused.lines().lines().collect(Collectors.joining())).contains("too many browsers");
            // Other requests are still answered: a stream holds no thread.
            assertThat(api.get("/api/v1/tocsin/summary").statusCode()).isEqualTo(200);
        } finally {
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void nothingRunsWithoutBrowsers() {
        LongSupplier clock = () -> {
            throw new AssertionError("a change without browsers must cost nothing");
        };
        try (var hub = new EventHub(new Identity("one", "1", HttpApiFixture.NOW), () -> 1, clock, () -> {
            throw new AssertionError("a change without browsers must cost nothing");
        })) {
            hub.changed(Kind.ALERTS);
            assertThat(hub.clients()).isZero();
        }
    }
}
