package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.util.function.Function;

/** A step of an HTTP exchange: the next request or the result. */
public sealed interface ExchangeStep {
    /**
     * The next request.
     *
     * @param needsBody whether the response's body is needed; otherwise the status suffices
     * @param onResponse the step after a response; may throw the exceptions of {@link HttpIntegration#start}
     * @param onNoResponse the result for an error without a response
     */
    record Send(
            WebRequest request,
            boolean needsBody,
            Function<WebResponse, ExchangeStep> onResponse,
            Function<String, DeliveryResult> onNoResponse)
            implements ExchangeStep {}

    /** The end of the exchange. */
    record Done(DeliveryResult result) implements ExchangeStep {}

    static ExchangeStep send(WebRequest request, Function<WebResponse, ExchangeStep> onResponse) {
        return new Send(request, true, onResponse, DeliveryResult::noResponse);
    }

    /** A single request. The status of its response decides the result. */
    static ExchangeStep sendOnce(WebRequest request, RetryPolicy policy) {
        return new Send(request, false, response -> new Done(policy.result(response)), DeliveryResult::noResponse);
    }

    static ExchangeStep delivered() {
        return new Done(new DeliveryResult.Delivered());
    }

    /** The receiver's answer is that it does not accept the notification. */
    static ExchangeStep refused(String error) {
        return new Done(new DeliveryResult.Permanent(DeliveryResult.Cause.CLIENT_ERROR, error));
    }

    static ExchangeStep permanent(String error) {
        return new Done(new DeliveryResult.Permanent(DeliveryResult.Cause.OTHER, error));
    }
}
