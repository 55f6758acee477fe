package dev.tocsin.senders;

import dev.tocsin.notification.receivers.Email;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.KafkaTopic;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.OverHttp;
import dev.tocsin.notification.receivers.Telling;
import dev.tocsin.notifier.Courier;
import dev.tocsin.yaml.LooseYaml;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** One courier for every kind of integration. */
public final class Couriers implements Courier, AutoCloseable {
    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        var thread = new Thread(task, "telling");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpCourier http;
    private final MailCourier mail;
    private final TopicCourier topics;

    /**
     * @param version what receivers are told that we are
     * @param files gives what a file holds that a secret stands in
     * @param environment the variables, for those that name proxies
     */
    public Couriers(
            String version,
            InstantSource clock,
            UnaryOperator<String> files,
            Map<String, String> environment,
            TopicWriter writer) {
        var world = new Telling.World(files, LooseYaml::read);
        var outside = new Outside(version, threads, clock, world, Map.copyOf(environment));
        http = new HttpCourier(outside);
        mail = new MailCourier(clock, world);
        topics = new TopicCourier(threads, clock, world, writer);
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            Integration integration, Notification notification, Envelope envelope, Duration longest) {
        var limit = integration.timeout().isZero() ? longest : integration.timeout();
        if (integration instanceof OverHttp overHttp) {
            return http.deliver(overHttp, notification, envelope, limit);
        }
        if (integration instanceof Email email) {
            return mail.deliver(email, notification, limit);
        }
        return topics.deliver((KafkaTopic) integration, notification, limit);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
