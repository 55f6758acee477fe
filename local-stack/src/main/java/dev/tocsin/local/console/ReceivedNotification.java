package dev.tocsin.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * A notification that the console has received.
 *
 * @param isolated whether it was sent without a claim by an isolated instance
 */
public record ReceivedNotification(
        Instant receivedAt,
        String receiver,
        String status,
        Labels groupLabels,
        long firing,
        long resolved,
        String instance,
        String reason,
        String idempotencyKey,
        boolean isolated) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** Reads the body of Alertmanager's webhook. Missing fields are shown as unknown. */
    static ReceivedNotification of(
            Instant at, JsonNode body, String instance, String idempotencyKey, boolean isolated) {
        return new ReceivedNotification(
                at,
                body.path("receiver").asText("?"),
                body.path("status").asText("?"),
                labels(body.path("groupLabels")),
                count(body, "firing"),
                count(body, "resolved"),
                instance,
                body.path("notification_reason").asText("reason not given"),
                idempotencyKey,
                isolated);
    }

    /** One line: {@code 17:04:05 FIRING   console {alertname="CpuBusy"} 1 alert, from tocsin-2: first notification}. */
    public String format(ZoneId zone, boolean verbose) {
        var line = "%s %-8s %s %s %s, from %s: %s"
                .formatted(
                        TIME.format(receivedAt.atZone(zone)),
                        status.toUpperCase(Locale.ROOT),
                        receiver,
                        groupLabels,
                        alerts(),
                        isolated ? instance + " (isolated from Kafka)" : instance,
                        reason);
        return verbose ? line + " [" + idempotencyKey + "]" : line;
    }

    private String alerts() {
        if (firing > 0 && resolved > 0) {
            return "%d firing and %d resolved".formatted(firing, resolved);
        }
        var count = firing + resolved;
        return count == 1 ? "1 alert" : count + " alerts";
    }

    private static Labels labels(JsonNode node) {
        var labels = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(field -> labels.put(field.getKey(), field.getValue().asText()));
        return Labels.of(labels);
    }

    private static long count(JsonNode body, String status) {
        return StreamSupport.stream(body.path("alerts").spliterator(), false)
                .filter(alert -> status.equals(alert.path("status").asText()))
                .count();
    }
}
