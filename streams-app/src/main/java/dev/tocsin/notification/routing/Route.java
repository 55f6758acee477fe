package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notification.muting.RouteIntervals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A route of the routing tree.
 *
 * @param key the matchers on the path from the root, such as {@code {}/{env="prod"}}; not unique among siblings
 * @param id the key with the index of each route among its siblings; unique in the tree
 */
public record Route(
        String key,
        String id,
        RouteOptions options,
        List<Matcher> matchers,
        RouteIntervals intervals,
        boolean continues,
        List<Route> routes) {
    static Route root(RouteNode node) {
        var text = MatcherFormat.format(node.matchers());
        return at(text, text, node);
    }

    private static Route at(String key, String id, RouteNode node) {
        var children = new ArrayList<Route>();
        for (var child : node.routes()) {
            var text = "/" + MatcherFormat.format(child.matchers());
            children.add(at(key + text, id + text + "/" + children.size(), child));
        }
        return new Route(
                key, id, node.options(), node.matchers(), node.intervals(), node.continues(), List.copyOf(children));
    }

    public String receiver() {
        return options.receiver();
    }

    /** The group labels of an alert. */
    public Labels groupLabels(Labels alert) {
        return options.groupBy().of(alert);
    }

    /** The key of a group, in payloads and in the notification log. */
    public String groupKey(Labels groupLabels) {
        return key + ":" + groupLabels;
    }

    /** This route and all its descendants, in pre-order. */
    public Stream<Route> all() {
        return Stream.concat(Stream.of(this), routes.stream().flatMap(Route::all));
    }

    /** The deepest matching routes for an alert, in tree order; empty if this route does not match. */
    List<Route> match(Labels alert) {
        if (!matchers.stream().allMatch(matcher -> matcher.matches(alert))) {
            return List.of();
        }
        var matched = new ArrayList<Route>();
        for (var child : routes) {
            var matchedBelow = child.match(alert);
            matched.addAll(matchedBelow);
            if (!matchedBelow.isEmpty() && !child.continues()) {
                break;
            }
        }
        return matched.isEmpty() ? List.of(this) : matched;
    }
}
