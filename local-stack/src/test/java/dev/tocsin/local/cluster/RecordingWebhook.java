package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.console.ReceivedNotification;
import dev.tocsin.local.console.WebhookServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A webhook that records all notifications in order. */
final class RecordingWebhook implements AutoCloseable {
    private final List<ReceivedNotification> notifications = new CopyOnWriteArrayList<>();
    private final WebhookServer server;
    private volatile Duration responseDelay = Duration.ZERO;

    private RecordingWebhook() {
        server = WebhookServer.open(0, InstantSource.system(), this::record);
    }

    static RecordingWebhook open() {
        return new RecordingWebhook();
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    /** Delays the response of later notifications; they are recorded at once. */
    void delayResponses(Duration delay) {
        responseDelay = delay;
    }

    List<ReceivedNotification> notifications() {
        return List.copyOf(notifications);
    }

    /** The notifications of groups with a label. */
    List<ReceivedNotification> notificationsOf(String name, String value) {
        return notifications.stream()
                .filter(notification -> notification.groupLabels().get(name).equals(value))
                .toList();
    }

    /** The notifications of one group. */
    List<ReceivedNotification> notificationsOf(Labels group) {
        return notifications.stream()
                .filter(notification -> notification.groupLabels().equals(group))
                .toList();
    }

    /** Waits until a group has a number of notifications. */
    List<ReceivedNotification> await(Labels group, int times) {
        return Eventually.until(
                "%d notification(s) of %s; all: %s".formatted(times, group, notifications()),
                () -> notificationsOf(group),
                received -> received.size() >= times);
    }

    /** Waits for the notifications of a group, and checks for a while that no further one arrives. */
    List<ReceivedNotification> awaitExactly(Labels group, int times) throws Exception {
        await(group, times);
        Eventually.staysTrue(Duration.ofSeconds(3), "no more of " + group, () -> {
            assertThat(notificationsOf(group)).hasSize(times);
            return true;
        });
        return notificationsOf(group);
    }

    @Override
    public void close() {
        server.close();
    }

    private void record(ReceivedNotification notification) {
        notifications.add(notification);
        LockSupport.parkNanos(responseDelay.toNanos());
    }
}
