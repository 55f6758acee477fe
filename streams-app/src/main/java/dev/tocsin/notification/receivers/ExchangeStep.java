package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.util.function.Function;

/** Where a conversation with a web server stands. */
public sealed interface ExchangeStep {
    /**
     * Something is to be asked.
     *
     * @param bodyMatters whether more is to be known than the status
     * @param then what follows from the answer; may throw what {@link HttpIntegration#start} may
     * @param unanswered what it means that there was none
     */
    record Send(
            WebRequest request,
            boolean needsBody,
            Function<WebResponse, ExchangeStep> onResponse,
            Function<String, DeliveryResult> onNoResponse)
            implements ExchangeStep {}

    /** It is over. */
    record Done(DeliveryResult result) implements ExchangeStep {}

    static ExchangeStep send(WebRequest request, Function<WebResponse, ExchangeStep> then) {
        return new Send(request, true, then, DeliveryResult::noResponse);
    }

    /** The only request; its answer ends it. */
    static ExchangeStep sendOnce(WebRequest request, RetryPolicy retrying) {
        return new Send(request, false, answer -> new Done(retrying.result(answer)), DeliveryResult::noResponse);
    }

    static ExchangeStep delivered() {
        return new Done(new DeliveryResult.Delivered());
    }

    static ExchangeStep permanent(String error) {
        return new Done(new DeliveryResult.Permanent(DeliveryResult.Cause.OTHER, error));
    }
}
