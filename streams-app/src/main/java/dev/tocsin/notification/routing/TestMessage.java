package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.templates.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A notification that only tests whether a receiver can be reached. Labels and annotations say so. */
public final class TestMessage {
    /** Time after which a test has failed. */
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final String NAME = "TocsinReceiverTest";

    private TestMessage() {}

    /**
     * A test message.
     *
     * @param sentBy the user that asked for it
     * @param now log time
     * @param externalUrl the URL of this cluster in notifications
     */
    public static Notification of(
            String receiver, String sentBy, Instant now, String externalUrl, Templates templates) {
        var labels = Labels.of("alertname", NAME, "severity", "none", "test", "true");
        var text = "This is a test of receiver %s, sent by %s. Nothing is wrong.".formatted(receiver, sentBy);
        var alert =
                new Alert(labels, Map.of("summary", text, "description", text), now, Alert.NO_END, externalUrl, now);
        return new Notification(
                receiver,
                NotificationReason.FIRST_NOTIFICATION,
                "test:" + labels,
                Labels.of("alertname", NAME),
                List.of(alert),
                now,
                externalUrl,
                0,
                Labels.EMPTY,
                Map.of(),
                templates);
    }
}
