package dev.tocsin.notification.routing;

import java.time.Duration;
import java.util.ArrayList;

/**
 * What a route says, and its children inherit. A child's are its parent's, with what it says itself laid over them:
 * {@code parent.withReceiver("team")}.
 */
public record Options(
        String receiver, GroupBy groupBy, Duration groupWait, Duration groupInterval, Duration repeatInterval) {
    /** Those that the root starts from; the receiver is still missing. */
    public static final Options DEFAULT =
            new Options("", GroupBy.NOTHING, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

    /** @throws IllegalArgumentException in Alertmanager's words */
    public Options {
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

    public Options withReceiver(String name) {
        return new Options(name, groupBy, groupWait, groupInterval, repeatInterval);
    }

    public Options withGroupBy(GroupBy labels) {
        return new Options(receiver, labels, groupWait, groupInterval, repeatInterval);
    }

    public Options withGroupWait(Duration wait) {
        return new Options(receiver, groupBy, wait, groupInterval, repeatInterval);
    }

    public Options withGroupInterval(Duration interval) {
        return new Options(receiver, groupBy, groupWait, interval, repeatInterval);
    }

    public Options withRepeatInterval(Duration interval) {
        return new Options(receiver, groupBy, groupWait, groupInterval, interval);
    }
}
