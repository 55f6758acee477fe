package dev.tocsin.notification.receivers;

/** What came of one attempt to tell somebody. */
public sealed interface Outcome {
    record Delivered() implements Outcome {}

    /** It failed, and may succeed later. */
    record Retryable(Cause cause, String error) implements Outcome {}

    /** It failed, and will fail again. */
    record Permanent(Cause cause, String error) implements Outcome {}

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

        private static Cause of(int status) {
            return switch (status) {
                case 401, 403 -> AUTH_ERROR;
                case 429 -> RATE_LIMITED;
                default -> status / 100 == 4 ? CLIENT_ERROR : status / 100 == 5 ? SERVER_ERROR : OTHER;
            };
        }
    }

    /** What a webhook's answer means: a server's own mistakes may pass, anything else will not. */
    static Outcome ofStatus(int status, String body) {
        if (status / 100 == 2) {
            return new Delivered();
        }
        var error = "unexpected status code " + status + (body.isEmpty() ? "" : ": " + body);
        return status / 100 == 5 ? new Retryable(Cause.of(status), error) : new Permanent(Cause.of(status), error);
    }

    /** What it means that there was no answer. */
    static Outcome ofNoAnswer(String error) {
        return new Retryable(Cause.OTHER, error);
    }
}
