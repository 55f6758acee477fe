package dev.tocsin.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookServerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

    private final List<ReceivedNotification> notifications = new CopyOnWriteArrayList<>();
    private final WebhookServer server = WebhookServer.open(0, CLOCK, notifications::add);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void notificationIsOneLineWithInstanceAndReason() throws Exception {
        var answer = post("""
                {"receiver": "console", "status": "firing", "groupLabels": {"alertname": "CpuBusy"},
                 "alerts": [{"status": "firing"}], "notification_reason": "first notification"}""");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(lines(false))
                .containsExactly("03:04:05 FIRING   console {alertname=\"CpuBusy\"} 1 alert, from tocsin-2:"
                        + " first notification");
        assertThat(lines(true)).allSatisfy(line -> assertThat(line).endsWith("first notification [key-1]"));
    }

    @Test
    void firingAndResolvedAlertsAreCountedSeparately() throws Exception {
        post("""
                {"receiver": "console", "status": "firing", "groupLabels": {},
                 "alerts": [{"status": "firing"}, {"status": "resolved"}, {"status": "firing"}]}""");
        assertThat(lines(false))
                .containsExactly(
                        "03:04:05 FIRING   console {} 2 firing and 1 resolved, from tocsin-2:" + " reason not given");
    }

    @Test
    void invalidJsonIsRefusedAndTheNextRequestAccepted() throws Exception {
        assertThat(post("nonsense").statusCode()).isEqualTo(400);
        assertThat(post("{}").statusCode()).isEqualTo(200);
        assertThat(notifications).hasSize(1);
    }

    private List<String> lines(boolean verbose) {
        return notifications.stream()
                .map(delivery -> delivery.format(ZoneOffset.UTC, verbose))
                .toList();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/notify"))
                .header("X-Tocsin-Instance", "tocsin-2")
                .header("Idempotency-Key", "key-1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
