package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;

/**
 * When a group is evaluated: every interval, at an offset that follows from the group's name alone. So groups are
 * spread over time, and the ticks of one group are the same on every instance and after every restart.
 */
public record Ticks(Duration interval, Duration offset) {
    public static Ticks of(RuleGroup group) {
        var hash = Labels.of("file", group.namespace(), "name", group.name()).fingerprint();
        var offset = Long.remainderUnsigned(hash.bits(), group.interval().toMillis());
        return new Ticks(group.interval(), Duration.ofMillis(offset));
    }

    /** The last tick that is not after an instant. */
    public Instant lastTickAt(Instant now) {
        var sinceTick = Math.floorMod(now.toEpochMilli() - offset.toMillis(), interval.toMillis());
        return Instant.ofEpochMilli(now.toEpochMilli() - sinceTick);
    }

    /** The first tick that is after an instant. */
    public Instant nextAfter(Instant now) {
        return lastTickAt(now).plus(interval);
    }

    /** How many ticks lie between two ticks, without them: what was missed if one was evaluated after the other. */
    public long ticksBetween(Instant earlier, Instant later) {
        return Math.max(0, Duration.between(earlier, later).toMillis() / interval.toMillis() - 1);
    }
}
