package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.Request;
import java.util.function.Function;

/** Where a conversation with a web server stands. */
public sealed interface Step {
    /**
     * Something is to be asked.
     *
     * @param bodyMatters whether more is to be known than the status
     * @param then what follows from the answer; may throw what {@link OverHttp#begin} may
     * @param unanswered what it means that there was none
     */
    record Ask(Request request, boolean bodyMatters, Function<Answer, Step> then, Function<String, Outcome> unanswered)
            implements Step {}

    /** It is over. */
    record Over(Outcome outcome) implements Step {}

    static Step ask(Request request, Function<Answer, Step> then) {
        return new Ask(request, true, then, Outcome::ofNoAnswer);
    }

    /** The only request; its answer ends it. */
    static Step once(Request request, Retrying retrying) {
        return new Ask(request, false, answer -> new Over(retrying.outcome(answer)), Outcome::ofNoAnswer);
    }

    static Step delivered() {
        return new Over(new Outcome.Delivered());
    }

    static Step permanent(String error) {
        return new Over(new Outcome.Permanent(Outcome.Cause.OTHER, error));
    }
}
