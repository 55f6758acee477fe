package dev.tocsin.local.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request to silence a group of alerts, by default for one hour from now. */
record SilenceRequest(Map<String, Object> body) {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration DURATION = Duration.ofHours(1);

    SilenceRequest {
        body = Map.copyOf(body);
    }

    static SilenceRequest of(String group) {
        var matcher = Map.of("name", "group", "value", group, "isRegex", false, "isEqual", true);
        var now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
        return new SilenceRequest(Map.of("matchers", List.of(matcher), "createdBy", "test", "comment", "of " + group))
                .startingAt(now);
    }

    SilenceRequest startingAt(Instant start) {
        return with(Map.of(
                "startsAt", start.toString(), "endsAt", start.plus(DURATION).toString()));
    }

    SilenceRequest withComment(String comment) {
        return with(Map.of("comment", comment));
    }

    /** Edits an existing silence. */
    SilenceRequest replacing(String id, Instant itsStart) {
        return startingAt(itsStart).with(Map.of("id", id));
    }

    private SilenceRequest with(Map<String, Object> more) {
        var all = new HashMap<>(body);
        all.putAll(more);
        return new SilenceRequest(all);
    }
}
