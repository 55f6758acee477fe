package dev.tocsin.delivery;

import dev.tocsin.notification.receivers.HttpSettings;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Webhook;
import dev.tocsin.notification.receivers.WebhookPayload;
import dev.tocsin.timing.Causes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts notifications to webhooks, as Alertmanager does. Beyond it: the header {@code Idempotency-Key}, the same for
 * the same news whichever instance sends it, {@code X-Tocsin-Instance}, who sends, and {@code X-Tocsin-Isolated} on
 * what was sent without a claim.
 */
public final class WebhookCourier implements Courier {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String userAgent;
    private final HttpClient following = client(Redirect.NORMAL);
    private final HttpClient staying = client(Redirect.NEVER);

    public WebhookCourier(String version) {
        this.userAgent = "Tocsin/" + version;
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            Integration integration, Notification notification, Envelope envelope, Duration longest) {
        // The only kind there is; another one makes this a choice.
        var webhook = (Webhook) integration;
        var limit = webhook.timeout().isZero() ? longest : webhook.timeout();
        try {
            var request = request(webhook, WebhookPayload.render(notification, webhook), envelope);
            return send(request, webhook.http().followRedirects() ? following : staying, limit);
        } catch (RuntimeException e) {
            // What can not even be asked for, such as a header that the protocol keeps to itself, will not pass.
            return CompletableFuture.completedFuture(
                    new Outcome.Permanent(Outcome.Cause.OTHER, "can not be sent: " + Causes.sentence(e)));
        }
    }

    private static CompletableFuture<Outcome> send(HttpRequest request, HttpClient client, Duration limit) {
        var exchange = client.sendAsync(request, info -> new FirstBytes(patience(info.statusCode())));
        var outcome = exchange.copy()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, error) ->
                        error == null ? outcome(response) : Outcome.ofNoAnswer(sentence(error, limit)));
        // Who gives the attempt up, by the limit or by cancelling it, ends the request.
        outcome.whenComplete((done, cancelled) -> exchange.cancel(true));
        return outcome;
    }

    // Who has taken it need say no more; why somebody did not is worth a moment.
    private static Duration patience(int status) {
        return status / 100 == 2 ? Duration.ofMillis(100) : Duration.ofSeconds(2);
    }

    private HttpRequest request(Webhook webhook, String body, Envelope envelope) {
        var request = HttpRequest.newBuilder(URI.create(webhook.url()))
                .header("Content-Type", "application/json")
                .header("User-Agent", userAgent)
                .header("Idempotency-Key", envelope.idempotencyKey())
                .header("X-Tocsin-Instance", envelope.instance())
                .POST(BodyPublishers.ofString(body));
        if (envelope.isolated()) {
            request.header("X-Tocsin-Isolated", "true");
        }
        addTo(request, webhook.http());
        return request.build();
    }

    private static void addTo(HttpRequest.Builder request, HttpSettings http) {
        if (!http.authorization().isEmpty()) {
            request.header("Authorization", http.authorization());
        }
        http.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    }

    private static Outcome outcome(HttpResponse<String> response) {
        return Outcome.ofStatus(response.statusCode(), response.body());
    }

    private static String sentence(Throwable error, Duration limit) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? "no answer within %d ms".formatted(limit.toMillis())
                : Causes.sentence(error);
    }

    // HTTP/1.1: the JDK would ask every server for an upgrade first, which some answer with an error.
    private static HttpClient client(Redirect redirect) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(redirect)
                .build();
    }
}
