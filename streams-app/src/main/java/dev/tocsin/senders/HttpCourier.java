package dev.tocsin.senders;

import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.OverHttp;
import dev.tocsin.notification.receivers.Telling;
import dev.tocsin.notifier.Courier;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Tells web servers. Beyond Alertmanager, webhooks get the header {@code Idempotency-Key}, the same for the same news
 * whichever instance sends it, {@code X-Tocsin-Instance}, who sends, and {@code X-Tocsin-Isolated} on what was sent
 * without a claim.
 */
final class HttpCourier {
    private final Outside outside;
    private final HttpCalls calls;

    HttpCourier(Outside outside) {
        this.outside = outside;
        this.calls = new HttpCalls(outside);
    }

    /** Never blocks, never fails; cancelling it ends the request. */
    CompletableFuture<Outcome> deliver(
            OverHttp integration, Notification notification, Courier.Envelope envelope, Duration limit) {
        var written = integration.kind().equals("webhook") ? onTheOutside(envelope) : Map.<String, String>of();
        var telling = new Telling(notification, outside.clock().instant(), outside.world());
        return new Conversation(calls, outside.threads(), written, limit).hold(() -> integration.begin(telling));
    }

    private static Map<String, String> onTheOutside(Courier.Envelope envelope) {
        var headers = new TreeMap<String, String>();
        headers.put("Idempotency-Key", envelope.idempotencyKey());
        headers.put("X-Tocsin-Instance", envelope.instance());
        if (envelope.isolated()) {
            headers.put("X-Tocsin-Isolated", "true");
        }
        return headers;
    }
}
