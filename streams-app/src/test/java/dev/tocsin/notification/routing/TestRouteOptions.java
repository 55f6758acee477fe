package dev.tocsin.notification.routing;

import dev.tocsin.labels.LabelName;
import java.util.List;
import java.util.Map;

/** Route options with the default timers. */
public final class TestRouteOptions {
    private TestRouteOptions() {}

    public static RouteOptions of(String receiver, String... groupBy) {
        return of(receiver, Map.of(), groupBy);
    }

    static RouteOptions of(String receiver, Map<String, String> labels, String... groupBy) {
        var defaults = RouteOptions.DEFAULT;
        return new RouteOptions(
                receiver,
                GroupBy.parse(List.of(groupBy), LabelName::isValid),
                defaults.groupWait(),
                defaults.groupInterval(),
                defaults.repeatInterval(),
                labels);
    }
}
