package dev.tocsin.notification.routing;

import dev.tocsin.notification.log.Dedup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of a route that its children inherit.
 *
 * @param groupInterval time between two flushes of a group; an nflog entry is kept for at least three of them
 * @param repeatInterval time after which an unchanged notification is repeated; see {@link Dedup}
 * @param labels templates of the route labels of notifications, by label name
 */
public record RouteOptions(
        String receiver,
        GroupBy groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        Map<String, String> labels) {
    /** The defaults of the root route, without a receiver. */
    public static final RouteOptions DEFAULT =
            new RouteOptions("", GroupBy.NONE, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

    /** Options without labels. */
    public RouteOptions(
            String receiver, GroupBy groupBy, Duration groupWait, Duration groupInterval, Duration repeatInterval) {
        this(receiver, groupBy, groupWait, groupInterval, repeatInterval, Map.of());
    }

    /** @throws IllegalArgumentException with Alertmanager's messages, one per line */
    public RouteOptions {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        var problems = new ArrayList<String>();
        if (groupInterval.isZero()) {
            problems.add("group_interval cannot be zero");
        }
        if (repeatInterval.isZero()) {
            problems.add("repeat_interval cannot be zero");
        }
        if (groupWait.isNegative() || groupInterval.isNegative() || repeatInterval.isNegative()) {
            problems.add("group_wait, group_interval and repeat_interval cannot be negative");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** Adds labels, or replaces those of the same name. */
    public RouteOptions withLabels(Map<String, String> others) {
        var all = new TreeMap<>(labels);
        all.putAll(others);
        return new RouteOptions(receiver, groupBy, groupWait, groupInterval, repeatInterval, all);
    }
}
