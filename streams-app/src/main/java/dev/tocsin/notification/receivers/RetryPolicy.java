package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.WebResponse;
import java.util.Set;

/** Which answers other than a server's own mistakes are worth another attempt. */
record RetryPolicy(Set<Integer> retriedStatuses) {
    static final RetryPolicy SERVER_ERRORS = new RetryPolicy(Set.of());
    static final RetryPolicy SERVER_ERRORS_AND_RATE_LIMITS = new RetryPolicy(Set.of(429));

    public RetryPolicy {
        retriedStatuses = Set.copyOf(retriedStatuses);
    }

    DeliveryResult result(WebResponse answer) {
        if (answer.isOk()) {
            return new DeliveryResult.Delivered();
        }
        var shown = answer.excerpt();
        var error = "unexpected status code " + answer.status() + (shown.isEmpty() ? "" : ": " + shown);
        var cause = DeliveryResult.Cause.of(answer.status());
        return answer.status() / 100 == 5 || retriedStatuses.contains(answer.status())
                ? new DeliveryResult.Retryable(cause, error)
                : new DeliveryResult.Permanent(cause, error);
    }
}
