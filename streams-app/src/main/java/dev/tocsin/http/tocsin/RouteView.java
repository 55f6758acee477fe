package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.ApiTime;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.Route;
import dev.tocsin.notification.routing.RouteTrace;
import dev.tocsin.notification.routing.RoutingTree;
import java.math.BigDecimal;
import java.util.List;

/**
 * A route with its timings.
 *
 * @param path the matchers of the routes from the root on, which is {@code root}
 * @param groupBy the labels; {@code ...} for all
 */
record RouteView(
        List<String> path,
        List<String> groupBy,
        BigDecimal groupWaitSeconds,
        BigDecimal groupIntervalSeconds,
        BigDecimal repeatIntervalSeconds) {
    static RouteView of(RoutingTree tree, Route route) {
        var options = route.options();
        return new RouteView(
                path(tree, route),
                groupBy(route),
                ApiTime.seconds(options.groupWait()),
                ApiTime.seconds(options.groupInterval()),
                ApiTime.seconds(options.repeatInterval()));
    }

    static List<String> path(RoutingTree tree, Route route) {
        return RouteTrace.path(tree, route).stream()
                .map(step -> step.id().equals(tree.root().id()) ? "root" : MatcherFormat.format(step.matchers()))
                .toList();
    }

    static List<String> groupBy(Route route) {
        return route.options().groupBy() instanceof GroupBy.ByLabels labels ? labels.names() : List.of("...");
    }
}
