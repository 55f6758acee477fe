package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.http.common.StreamedResponse;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** {@code GET /events}: server-sent events. The header {@code Last-Event-ID} is an offset of the cluster log. */
record EventsResource(EventHub events) {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** Proxies must neither keep, buffer nor compress the stream. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/event-stream",
            "Cache-Control", "no-store, no-transform",
            "X-Accel-Buffering", "no");

    void open(Context request) {
        var known = lastEventId(request);
        if (!events.hasRoom()) {
            throw tooMany();
        }
        var stream = StreamedResponse.of(request);
        stream.open(HEADERS);
        if (!events.add(stream, known)) {
            stream.end();
        }
        request.future(stream::ended);
    }

    private static OptionalLong lastEventId(Context request) {
        var text = request.header("Last-Event-ID");
        if (text == null || text.isBlank()) {
            return OptionalLong.empty();
        }
        // An id of something else is one that is not known: the browser loads all again.
        return OptionalLong.of(text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE);
    }

    private static RuntimeException tooMany() {
        return ResponseEnvelope.routingError(
                        503,
                        "too many browsers listen to this instance: ask for the data again each 5 s, or use another one")
                .retryAfter(RETRY_AFTER);
    }
}
