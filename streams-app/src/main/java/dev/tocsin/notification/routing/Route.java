package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notification.muting.RouteIntervals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A route in its place in the tree.
 *
 * @param key names what it matches, as {@code {}/{env="prod"}}; siblings with equal matchers share it
 * @param id as the key, with the places among the siblings, and so unique in the tree
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

    /** The labels by which the route groups an alert. */
    public Labels groupLabels(Labels alert) {
        return options.groupBy().of(alert);
    }

    /** The key of a group, in payloads and in the notification log. */
    public String groupKey(Labels groupLabels) {
        return key + ":" + groupLabels;
    }

    /** This route and all below it, each before its children. */
    public Stream<Route> all() {
        return Stream.concat(Stream.of(this), routes.stream().flatMap(Route::all));
    }

    /** The deepest routes for an alert, in order of the tree; none if this one does not match. */
    List<Route> match(Labels alert) {
        if (!matchers.stream().allMatch(matcher -> matcher.matches(alert))) {
            return List.of();
        }
        var found = new ArrayList<Route>();
        for (var child : routes) {
            var below = child.match(alert);
            found.addAll(below);
            if (!below.isEmpty() && !child.continues()) {
                break;
            }
        }
        return found.isEmpty() ? List.of(this) : found;
    }
}
