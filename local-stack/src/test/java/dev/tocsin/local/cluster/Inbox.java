package dev.tocsin.local.cluster;

import dev.tocsin.labels.Labels;
import dev.tocsin.local.console.Delivery;
import dev.tocsin.local.console.WebhookSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Where all notifications arrive, and are kept in order. */
final class Inbox implements AutoCloseable {
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final WebhookSink sink;
    private volatile Duration hesitation = Duration.ZERO;

    private Inbox() {
        sink = WebhookSink.open(0, InstantSource.system(), this::take);
    }

    static Inbox open() {
        return new Inbox();
    }

    int port() {
        return sink.port();
    }

    String url() {
        return "http://127.0.0.1:" + sink.port() + "/";
    }

    /** From now on each notification is answered only after a while, though it is taken at once. */
    void answersAfter(Duration pause) {
        hesitation = pause;
    }

    List<Delivery> all() {
        return List.copyOf(deliveries);
    }

    /** Those for groups with such a label. */
    List<Delivery> of(String name, String value) {
        return deliveries.stream()
                .filter(delivery -> delivery.group().get(name).equals(value))
                .toList();
    }

    /** Those of one group of alerts. */
    List<Delivery> of(Labels group) {
        return deliveries.stream()
                .filter(delivery -> delivery.group().equals(group))
                .toList();
    }

    /** Waits until a group was told so often. */
    List<Delivery> await(Labels group, int times) {
        return Eventually.until(
                "%d notification(s) of %s; all: %s".formatted(times, group, all()),
                () -> of(group),
                told -> told.size() >= times);
    }

    /** A group is told so often and not once more, for as long as a repetition would take to come. */
    List<Delivery> awaitOnly(Labels group, int times) throws Exception {
        await(group, times);
        Eventually.staysTrue(
                Duration.ofSeconds(3), "no more of " + group, () -> of(group).size() == times);
        return of(group);
    }

    @Override
    public void close() {
        sink.close();
    }

    private void take(Delivery delivery) {
        deliveries.add(delivery);
        LockSupport.parkNanos(hesitation.toNanos());
    }
}
