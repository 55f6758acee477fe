package dev.tocsin.senders;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.HttpIntegration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.NotificationRenderer;
import dev.tocsin.notifier.Sender;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Tells web servers. Beyond Alertmanager, webhooks get the header {@code Idempotency-Key}, the same for the same news
 * whichever instance sends it, {@code X-Tocsin-Instance}, who sends, and {@code X-Tocsin-Isolated} on what was sent
 * without a claim.
 */
final class HttpSender {
    private final SenderContext context;
    private final HttpRequestExecutor executor;

    HttpSender(SenderContext outside) {
        this.context = outside;
        this.executor = new HttpRequestExecutor(outside);
    }

    /** Never blocks, never fails; cancelling it ends the request. */
    CompletableFuture<DeliveryResult> deliver(
            HttpIntegration integration, Notification notification, Sender.DeliveryMetadata envelope, Duration limit) {
        var written = integration.kind().equals("webhook") ? webhookHeaders(envelope) : Map.<String, String>of();
        var telling = new NotificationRenderer(notification, context.clock().instant(), context.renderContext());
        return new HttpExchangeRunner(executor, context.threads(), written, limit)
                .run(() -> integration.start(telling));
    }

    private static Map<String, String> webhookHeaders(Sender.DeliveryMetadata envelope) {
        var headers = new TreeMap<String, String>();
        headers.put("Idempotency-Key", envelope.idempotencyKey());
        headers.put("X-Tocsin-Instance", envelope.instance());
        if (envelope.isolated()) {
            headers.put("X-Tocsin-Isolated", "true");
        }
        return headers;
    }
}
