package dev.tocsin.senders;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Email;
import dev.tocsin.notification.receivers.HttpIntegration;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.KafkaTopic;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.NotificationRenderer;
import dev.tocsin.notifier.Sender;
import dev.tocsin.timing.Threads;
import dev.tocsin.yaml.TemplatedYaml;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** One courier for every kind of integration. */
public final class Senders implements Sender, AutoCloseable {
    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Threads.daemon("senders"));
    private final HttpSender httpSender;
    private final EmailSender emailSender;
    private final KafkaSender kafkaSender;

    /**
     * @param version what receivers are told that we are
     * @param files gives what a file holds that a secret stands in
     * @param environment the variables, for those that name proxies
     */
    public Senders(
            String version,
            InstantSource clock,
            UnaryOperator<String> files,
            Map<String, String> environment,
            TopicPublisher writer) {
        var world = new NotificationRenderer.RenderContext(files, TemplatedYaml::read);
        var outside = new SenderContext(version, threads, clock, world, Map.copyOf(environment));
        httpSender = new HttpSender(outside);
        emailSender = new EmailSender(clock, world);
        kafkaSender = new KafkaSender(threads, clock, world, writer);
    }

    @Override
    public CompletableFuture<DeliveryResult> deliver(
            Integration integration, Notification notification, DeliveryMetadata envelope, Duration longest) {
        var limit = integration.timeout().isZero() ? longest : integration.timeout();
        if (integration instanceof HttpIntegration overHttp) {
            return httpSender.deliver(overHttp, notification, envelope, limit);
        }
        if (integration instanceof Email email) {
            return emailSender.deliver(email, notification, limit);
        }
        return kafkaSender.deliver((KafkaTopic) integration, notification, limit);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
