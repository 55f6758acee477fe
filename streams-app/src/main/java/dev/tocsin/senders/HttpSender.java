package dev.tocsin.senders;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.ExchangeStep;
import dev.tocsin.notification.receivers.HttpIntegration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.NotificationRenderer;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notifier.Sender;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Delivers notifications over HTTP. Unlike Alertmanager, requests of webhooks have the headers {@code Idempotency-Key}
 * (the same for one notification on every instance), {@code X-Tocsin-Instance} and, if sent without a claim,
 * {@code X-Tocsin-Isolated}.
 */
final class HttpSender {
    private final SenderContext context;
    private final HttpRequestExecutor executor;

    HttpSender(SenderContext context) {
        this.context = context;
        this.executor = new HttpRequestExecutor(context);
    }

    /** Never blocks and never fails. Cancelling the result cancels the request. */
    CompletableFuture<DeliveryResult> deliver(
            HttpIntegration integration, Notification notification, Sender.DeliveryMetadata metadata, Duration limit) {
        var headers = integration.kind().equals("webhook") ? webhookHeaders(metadata) : Map.<String, String>of();
        var renderer = new NotificationRenderer(notification, context.clock().instant(), context.renderContext());
        return new Exchange(headers, limit).run(() -> integration.start(renderer));
    }

    private static Map<String, String> webhookHeaders(Sender.DeliveryMetadata metadata) {
        var headers = new TreeMap<String, String>();
        headers.put("Idempotency-Key", metadata.idempotencyKey());
        headers.put("X-Tocsin-Instance", metadata.instance());
        if (metadata.isolated()) {
            headers.put("X-Tocsin-Isolated", "true");
        }
        return headers;
    }

    /** Runs the steps of one delivery until there is a result. */
    private final class Exchange {
        private final Map<String, String> headers;
        private final Duration limit;
        private volatile CompletableFuture<WebResponse> pendingResponse = new CompletableFuture<>();

        /**
         * @param headers of every request
         * @param limit timeout of the whole exchange
         */
        Exchange(Map<String, String> headers, Duration limit) {
            this.headers = headers;
            this.limit = limit;
        }

        CompletableFuture<DeliveryResult> run(Supplier<ExchangeStep> first) {
            var result = CompletableFuture.supplyAsync(() -> stepOrFailure(first), context.rendering())
                    .thenCompose(this::runStep)
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(error -> DeliveryResult.noResponse(message(error)));
            // Ends the request after a timeout and after cancellation.
            result.whenComplete((done, error) -> pendingResponse.cancel(true));
            return result;
        }

        private CompletableFuture<DeliveryResult> runStep(ExchangeStep step) {
            if (step instanceof ExchangeStep.Done done) {
                return CompletableFuture.completedFuture(done.result());
            }
            var send = (ExchangeStep.Send) step;
            pendingResponse = executor.execute(send.request(), headers, send.needsBody());
            return pendingResponse
                    .handleAsync((response, error) -> nextStep(send, response, error), context.responses())
                    .thenCompose(this::runStep);
        }

        private ExchangeStep nextStep(ExchangeStep.Send send, WebResponse response, Throwable error) {
            if (error == null) {
                return stepOrFailure(() -> send.onResponse().apply(response));
            }
            // An invalid request, such as one with a reserved header, would fail again.
            return Causes.unwrap(error) instanceof IllegalArgumentException
                    ? ExchangeStep.permanent("cannot be sent: " + Causes.message(error))
                    : new ExchangeStep.Done(send.onNoResponse().apply(message(error)));
        }

        /** Rendering errors are permanent. */
        private static ExchangeStep stepOrFailure(Supplier<ExchangeStep> step) {
            try {
                return step.get();
            } catch (RuntimeException e) {
                return ExchangeStep.permanent(Causes.message(e));
            }
        }

        private String message(Throwable error) {
            return Causes.unwrap(error) instanceof TimeoutException
                    ? "no answer within %d ms".formatted(limit.toMillis())
                    : Causes.message(error);
        }
    }
}
