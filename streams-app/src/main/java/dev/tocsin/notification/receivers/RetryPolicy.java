package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.WebResponse;
import java.util.Set;

/** @param retriedStatuses HTTP statuses, other than 5xx, after which a delivery is retried */
record RetryPolicy(Set<Integer> retriedStatuses) {
    static final RetryPolicy SERVER_ERRORS = new RetryPolicy(Set.of());
    static final RetryPolicy SERVER_ERRORS_AND_RATE_LIMITS = new RetryPolicy(Set.of(429));

    public RetryPolicy {
        retriedStatuses = Set.copyOf(retriedStatuses);
    }

    DeliveryResult result(WebResponse response) {
        if (response.isOk()) {
            return new DeliveryResult.Delivered();
        }
        var excerpt = response.excerpt();
        var error = "unexpected status code " + response.status() + (excerpt.isEmpty() ? "" : ": " + excerpt);
        var cause = DeliveryResult.Cause.of(response.status());
        return response.status() / 100 == 5 || retriedStatuses.contains(response.status())
                ? new DeliveryResult.Retryable(cause, error, response.retryAfter())
                : new DeliveryResult.Permanent(cause, error, response.retryAfter());
    }
}
