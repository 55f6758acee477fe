package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.StreamedResponse;
import dev.tocsin.http.tocsin.EventHub.Kind;
import java.util.List;
import java.util.OptionalLong;

/** The stream of events to one browser. A browser that reads slowly is told later, and of all kinds together. */
final class EventClient {
    private static final String COMMENT = ": still here\n\n";
    /** Seconds after which a browser that reads nothing is disconnected. */
    private static final int MAX_STUCK_TICKS = 30;

    private final StreamedResponse response;
    private long known;
    private int quietTicks;
    private int stuckTicks;

    private record Hello(String instance, String version, long offset) {}

    private record Changed(List<String> kinds, long offset) {
        static Changed of(List<Kind> kinds, long offset) {
            return new Changed(kinds.stream().map(Kind::text).toList(), offset);
        }
    }

    private record Reset(long offset) {}

    /** @param known number of the newest change that the browser knows */
    EventClient(StreamedResponse response, long known) {
        this.response = response;
        this.known = known;
    }

    /** Sends the first events in one part: only the last one has an id, so that a browser that gets less starts again. */
    void start(Identity identity, long offset, OptionalLong lastEventId, KindOffsets changes) {
        var hello = new Hello(identity.instance(), identity.version(), offset);
        var text = "retry: 2000\n\n";
        if (lastEventId.isEmpty()) {
            text += event("hello", hello, OptionalLong.of(offset));
        } else {
            text += event("hello", hello, OptionalLong.empty()) + resumed(lastEventId.getAsLong(), offset, changes);
        }
        response.trySend(text);
    }

    private static String resumed(long lastEventId, long offset, KindOffsets changes) {
        var id = OptionalLong.of(offset);
        // An instance that is behind cannot know whether the browser has missed something.
        return lastEventId > offset || !changes.isKnown(lastEventId)
                ? event("reset", new Reset(offset), id)
                : event("changed", Changed.of(changes.afterOffset(lastEventId), offset), id);
    }

    /** Sends the kinds that have changed, if the part before is sent. */
    void tell(KindOffsets changes, long offset) {
        var kinds = changes.since(known);
        if (!kinds.isEmpty()
                && response.trySend(event("changed", Changed.of(kinds, offset), OptionalLong.of(offset)))) {
            known = changes.sequence();
            quietTicks = 0;
            stuckTicks = 0;
        }
    }

    /** Called once a second. */
    void tick(KindOffsets changes, long offset, int ticksUntilComment) {
        tell(changes, offset);
        quietTicks++;
        if (quietTicks < ticksUntilComment) {
            return;
        }
        if (response.trySend(COMMENT)) {
            quietTicks = 0;
            stuckTicks = 0;
        } else if (++stuckTicks >= MAX_STUCK_TICKS) {
            response.end();
        }
    }

    void end() {
        response.end();
    }

    private static String event(String name, Object data, OptionalLong id) {
        var idLine = id.isPresent() ? "id: %d\n".formatted(id.getAsLong()) : "";
        return "%sevent: %s\ndata: %s\n\n"
                .formatted(idLine, name, ApiJson.write(data).strip());
    }
}
