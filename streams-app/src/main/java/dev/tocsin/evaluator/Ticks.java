package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;

/**
 * Evaluation times of a group: every interval, at an offset that depends on the group's name only. So groups are spread
 * over time, and the ticks of a group are the same on every instance and after every restart. Offsets are whole seconds,
 * so that many groups share a tick marker.
 */
record Ticks(Duration interval, Duration offset) {
    private static final long ALIGNMENT = Duration.ofSeconds(1).toMillis();

    static Ticks of(RuleGroup group) {
        var hash = Labels.of("file", group.namespace(), "name", group.name()).fingerprint();
        var offset = Long.remainderUnsigned(hash.bits(), group.interval().toMillis());
        return new Ticks(group.interval(), Duration.ofMillis(offset - offset % ALIGNMENT));
    }

    /** The last tick at or before an instant. */
    Instant lastTickAt(Instant now) {
        var sinceTick = Math.floorMod(now.toEpochMilli() - offset.toMillis(), interval.toMillis());
        return Instant.ofEpochMilli(now.toEpochMilli() - sinceTick);
    }

    /** The first tick after an instant. */
    Instant nextAfter(Instant now) {
        return lastTickAt(now).plus(interval);
    }

    /** Number of ticks between two ticks, exclusive: the missed ticks between two evaluations. */
    long ticksBetween(Instant earlier, Instant later) {
        return Math.max(0, Duration.between(earlier, later).toMillis() / interval.toMillis() - 1);
    }
}
