package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Answer;
import java.util.Set;

/** Which answers other than a server's own mistakes are worth another attempt. */
record Retrying(Set<Integer> alsoOn) {
    static final Retrying SERVER_ERRORS = new Retrying(Set.of());
    static final Retrying SERVER_ERRORS_AND_LIMITS = new Retrying(Set.of(429));

    public Retrying {
        alsoOn = Set.copyOf(alsoOn);
    }

    Outcome outcome(Answer answer) {
        if (answer.isOk()) {
            return new Outcome.Delivered();
        }
        var shown = answer.shown();
        var error = "unexpected status code " + answer.status() + (shown.isEmpty() ? "" : ": " + shown);
        var cause = Outcome.Cause.of(answer.status());
        return answer.status() / 100 == 5 || alsoOn.contains(answer.status())
                ? new Outcome.Retryable(cause, error)
                : new Outcome.Permanent(cause, error);
    }
}
