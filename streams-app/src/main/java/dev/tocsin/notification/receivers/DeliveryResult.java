package dev.tocsin.notification.receivers;

import java.util.Map;

/** What came of one attempt to tell somebody. */
public sealed interface DeliveryResult {
    /** @param remember what the next notification to the same slot needs to know of this one */
    record Delivered(Map<String, String> receiverData) implements DeliveryResult {
        public Delivered {
            receiverData = Map.copyOf(receiverData);
        }

        public Delivered() {
            this(Map.of());
        }
    }

    /** It failed, and may succeed later. */
    record Retryable(Cause cause, String error) implements DeliveryResult {}

    /** It failed, and will fail again. */
    record Permanent(Cause cause, String error) implements DeliveryResult {}

    /** Why an attempt failed, as it stands in metrics. */
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

    /** What it means that there was no answer. */
    static DeliveryResult noResponse(String error) {
        return new Retryable(Cause.OTHER, error);
    }
}
