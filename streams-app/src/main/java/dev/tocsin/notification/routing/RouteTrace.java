package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The path of a label set through the routing tree.
 *
 * @param outcomes of all routes, by their ids
 * @param matched the routes that the alert gets to, in tree order
 */
public record RouteTrace(Map<String, Outcome> outcomes, List<Route> matched) {
    /** The result of a label set at one route. */
    public enum Outcome {
        MATCHED("matched"),
        NOT_MATCHED("notMatched"),
        /** The parent does not match, or an earlier route without {@code continue} does. */
        NOT_REACHED("notReached");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** The name in the API. */
        public String text() {
            return text;
        }
    }

    public static RouteTrace of(RoutingTree tree, Labels labels) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        tree.all().forEach(route -> outcomes.put(route.id(), Outcome.NOT_REACHED));
        visit(tree.root(), labels, outcomes);
        return new RouteTrace(outcomes, List.copyOf(tree.match(labels)));
    }

    /** Returns whether the route matches. */
    private static boolean visit(Route route, Labels labels, Map<String, Outcome> outcomes) {
        var matches = route.matchers().stream().allMatch(matcher -> matcher.matches(labels));
        outcomes.put(route.id(), matches ? Outcome.MATCHED : Outcome.NOT_MATCHED);
        if (matches) {
            for (var child : route.routes()) {
                if (visit(child, labels, outcomes) && !child.continues()) {
                    break;
                }
            }
        }
        return matches;
    }

    /** The routes from the root to a route, both included. @throws IllegalArgumentException if it is in another tree */
    public static List<Route> path(RoutingTree tree, Route route) {
        var path = new ArrayList<Route>();
        if (!find(tree.root(), route.id(), path)) {
            throw new IllegalArgumentException("route %s is in another tree".formatted(route.id()));
        }
        return path;
    }

    private static boolean find(Route from, String id, List<Route> path) {
        path.add(from);
        if (from.id().equals(id) || from.routes().stream().anyMatch(child -> find(child, id, path))) {
            return true;
        }
        path.remove(path.size() - 1);
        return false;
    }
}
