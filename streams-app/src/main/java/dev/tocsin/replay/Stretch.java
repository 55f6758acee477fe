package dev.tocsin.replay;

import java.time.Instant;
import java.util.Set;

/**
 * The time and the rule groups that are evaluated again.
 *
 * @param from the first tick
 * @param to the last tick
 * @param groups keys of the rule groups that are evaluated; all if empty. The alerts of the other groups are taken from the
 *     alert-state topic, for grouping and inhibition
 */
public record Stretch(Instant from, Instant to, Set<String> groups) {
    public Stretch {
        groups = Set.copyOf(groups);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the stretch ends at %s, before it starts at %s".formatted(to, from));
        }
    }

    boolean includes(Instant tick) {
        return !tick.isBefore(from) && !tick.isAfter(to);
    }

    boolean evaluates(String groupKey) {
        return groups.isEmpty() || groups.contains(groupKey);
    }

    /** Whether the group of an alert state is evaluated. @param key of its record */
    boolean evaluatesGroupOf(String key) {
        return groups.isEmpty() || groups.stream().anyMatch(group -> key.startsWith(group + "/"));
    }
}
