package dev.tocsin.notification.routing;

import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.muting.RouteIntervals;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.receivers.Receiver;
import java.time.Duration;
import java.util.List;

/** Routes without time intervals and configurations of only routes and receivers. */
public final class TestRouting {
    private TestRouting() {}

    /** A route without matchers, such as the root. */
    public static RouteNode node(RouteOptions options, RouteNode... routes) {
        return node(options, List.of(), false, List.of(routes));
    }

    public static RouteNode node(
            RouteOptions options, List<Matcher> matchers, boolean continues, List<RouteNode> routes) {
        return new RouteNode(options, matchers, RouteIntervals.ALWAYS, continues, routes);
    }

    public static AlertingConfig config(
            Duration resolveTimeout, RoutingTree tree, List<Receiver> receivers, String original) {
        return new AlertingConfig(
                resolveTimeout,
                tree,
                receivers,
                List.of(),
                TimeIntervals.NONE,
                AlertingConfig.DEFAULT_TEMPLATES,
                original,
                "");
    }
}
