package dev.tocsin.local.cluster;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.console.ReceivedNotification;
import dev.tocsin.local.console.WebhookServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Where all notifications arrive, and are kept in order. */
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

    /** From now on each notification is answered only after a while, though it is taken at once. */
    void delayResponses(Duration pause) {
        responseDelay = pause;
    }

    List<ReceivedNotification> notifications() {
        return List.copyOf(notifications);
    }

    /** Those for groups with such a label. */
    List<ReceivedNotification> notificationsOf(String name, String value) {
        return notifications.stream()
                .filter(delivery -> delivery.groupLabels().get(name).equals(value))
                .toList();
    }

    /** Those of one group of alerts. */
    List<ReceivedNotification> notificationsOf(Labels group) {
        return notifications.stream()
                .filter(delivery -> delivery.groupLabels().equals(group))
                .toList();
    }

    /** Waits until a group was told so often. */
    List<ReceivedNotification> await(Labels group, int times) {
        return Eventually.until(
                "%d notification(s) of %s; all: %s".formatted(times, group, notifications()),
                () -> notificationsOf(group),
                told -> told.size() >= times);
    }

    /** A group is told so often and not once more, for as long as a repetition would take to come. */
    List<ReceivedNotification> awaitExactly(Labels group, int times) throws Exception {
        await(group, times);
        Eventually.staysTrue(
                Duration.ofSeconds(3),
                "no more of " + group,
                () -> notificationsOf(group).size() == times);
        return notificationsOf(group);
    }

    @Override
    public void close() {
        server.close();
    }

    private void record(ReceivedNotification delivery) {
        notifications.add(delivery);
        LockSupport.parkNanos(responseDelay.toNanos());
    }
}
