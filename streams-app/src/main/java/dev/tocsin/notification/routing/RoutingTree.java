package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** The routing tree. Its root matches every alert. */
public record RoutingTree(Route root) {
    /** @throws IllegalArgumentException with all of Alertmanager's messages, one per line */
    public static RoutingTree of(RouteNode root) {
        var problems = problems(root);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new RoutingTree(Route.root(root));
    }

    /** The routes of an alert, in tree order; at least one. */
    public List<Route> match(Labels alert) {
        return root.match(alert);
    }

    /** All routes, in pre-order. */
    public List<Route> all() {
        return root.all().toList();
    }

    private static List<String> problems(RouteNode root) {
        var problems = new ArrayList<String>();
        if (root.options().receiver().isEmpty()) {
            problems.add("root route must specify a default receiver");
        }
        if (!root.matchers().isEmpty()) {
            problems.add("root route must not have any matchers");
        }
        if (!root.intervals().mute().isEmpty()) {
            problems.add("root route must not have any mute time intervals");
        }
        if (!root.intervals().active().isEmpty()) {
            problems.add("root route must not have any active time intervals");
        }
        if (root.continues()) {
            problems.add("cannot have continue in root route");
        }
        return problems;
    }
}
