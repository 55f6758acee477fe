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

/** Delivers notifications with the sender of the integration's kind. */
public final class Senders implements Sender, AutoCloseable {
    private static final int THREADS = 4;

    private final ExecutorService rendering = Executors.newFixedThreadPool(THREADS, Threads.daemon("senders"));
    private final ExecutorService responses = Executors.newFixedThreadPool(THREADS, Threads.daemon("responses"));
    private final HttpSender httpSender;
    private final EmailSender emailSender;
    private final KafkaSender kafkaSender;

    /**
     * @param version Tocsin's version, for the header {@code User-Agent}
     * @param files returns the content of a file; throws {@link java.io.UncheckedIOException} if it cannot be read
     * @param environment variables, for proxies
     */
    public Senders(
            String version,
            InstantSource clock,
            UnaryOperator<String> files,
            Map<String, String> environment,
            TopicPublisher publisher) {
        var renderContext = new NotificationRenderer.RenderContext(files, TemplatedYaml::read);
        httpSender = new HttpSender(
                new SenderContext(version, rendering, responses, clock, renderContext, Map.copyOf(environment)));
        emailSender = new EmailSender(clock, renderContext);
        kafkaSender = new KafkaSender(rendering, clock, renderContext, publisher);
    }

    @Override
    public CompletableFuture<DeliveryResult> deliver(
            Integration integration, Notification notification, DeliveryMetadata metadata, Duration maxTimeout) {
        var limit = integration.timeout().isZero() ? maxTimeout : integration.timeout();
        if (integration instanceof HttpIntegration http) {
            return httpSender.deliver(http, notification, metadata, limit);
        }
        if (integration instanceof Email email) {
            return emailSender.deliver(email, notification, limit);
        }
        return kafkaSender.deliver((KafkaTopic) integration, notification, limit);
    }

    @Override
    public void close() {
        rendering.shutdownNow();
        responses.shutdownNow();
    }
}
