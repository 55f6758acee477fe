package dev.tocsin.notification.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a route says, and its children inherit. A child's are its parent's, with what it says itself laid over them:
 * {@code parent.withReceiver("team")}.
 *
 * @param labels by name, the templates of labels that notifications of the route carry
 */
public record RouteOptions(
        String receiver,
        GroupBy groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        Map<String, String> labels) {
    /** Those that the root starts from; the receiver is still missing. */
    public static final RouteOptions DEFAULT =
            new RouteOptions("", GroupBy.NONE, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

    /** Without labels. @throws IllegalArgumentException as the other */
    public RouteOptions(
            String receiver, GroupBy groupBy, Duration groupWait, Duration groupInterval, Duration repeatInterval) {
        this(receiver, groupBy, groupWait, groupInterval, repeatInterval, Map.of());
    }

    /** @throws IllegalArgumentException in Alertmanager's words */
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

    public RouteOptions withReceiver(String name) {
        return new RouteOptions(name, groupBy, groupWait, groupInterval, repeatInterval, labels);
    }

    public RouteOptions withGroupBy(GroupBy grouping) {
        return new RouteOptions(receiver, grouping, groupWait, groupInterval, repeatInterval, labels);
    }

    RouteOptions withGroupWait(Duration wait) {
        return new RouteOptions(receiver, groupBy, wait, groupInterval, repeatInterval, labels);
    }

    RouteOptions withGroupInterval(Duration interval) {
        return new RouteOptions(receiver, groupBy, groupWait, interval, repeatInterval, labels);
    }

    RouteOptions withRepeatInterval(Duration interval) {
        return new RouteOptions(receiver, groupBy, groupWait, groupInterval, interval, labels);
    }

    /** With labels laid over those that there are. */
    public RouteOptions withLabels(Map<String, String> others) {
        var all = new TreeMap<>(labels);
        all.putAll(others);
        return new RouteOptions(receiver, groupBy, groupWait, groupInterval, repeatInterval, all);
    }
}
