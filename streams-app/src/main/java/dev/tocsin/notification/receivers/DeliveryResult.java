package dev.tocsin.notification.receivers;

import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.util.Map;

/** The result of one attempt to deliver a notification. */
public sealed interface DeliveryResult {
    /** @param receiverData stored in the notification log for the next notification to the same slot */
    record Delivered(Map<String, String> receiverData) implements DeliveryResult {
        public Delivered {
            receiverData = Map.copyOf(receiverData);
        }

        public Delivered() {
            this(Map.of());
        }
    }

    /**
     * Failed; a retry may succeed.
     *
     * @param retryAfter the wait that the receiver asked for; zero for none
     */
    record Retryable(Cause cause, String error, Duration retryAfter) implements DeliveryResult {
        public Retryable {
            retryAfter = bounded(retryAfter);
        }

        public Retryable(Cause cause, String error) {
            this(cause, error, Duration.ZERO);
        }
    }

    /**
     * Failed; a retry would fail, too.
     *
     * @param retryAfter the wait that the receiver asked for; zero for none
     */
    record Permanent(Cause cause, String error, Duration retryAfter) implements DeliveryResult {
        public Permanent {
            retryAfter = bounded(retryAfter);
        }

        public Permanent(Cause cause, String error) {
            this(cause, error, Duration.ZERO);
        }

        /**
         * Whether the receiver refused the notification itself. Otherwise another instance may succeed: with its own
         * files of secrets, from its own address.
         */
        public boolean concernsAllInstances() {
            return cause == Cause.CLIENT_ERROR || cause == Cause.RATE_LIMITED || cause == Cause.SERVER_ERROR;
        }
    }

    /** The label {@code reason} of a failure in metrics. */
    enum Cause {
        AUTH_ERROR("authError"),
        RATE_LIMITED("rateLimited"),
        CLIENT_ERROR("clientError"),
        SERVER_ERROR("serverError"),
        OTHER("other");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        public static Cause of(int status) {
            return switch (status) {
                case 401, 403 -> AUTH_ERROR;
                case 429 -> RATE_LIMITED;
                default -> status / 100 == 4 ? CLIENT_ERROR : status / 100 == 5 ? SERVER_ERROR : OTHER;
            };
        }
    }

    private static Duration bounded(Duration retryAfter) {
        var most = Limit.RETRY_AFTER.duration();
        return retryAfter.isNegative() ? Duration.ZERO : retryAfter.compareTo(most) > 0 ? most : retryAfter;
    }

    /** No response from the receiver: retryable. */
    static DeliveryResult noResponse(String error) {
        return new Retryable(Cause.OTHER, error);
    }
}
