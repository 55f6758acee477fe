package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** All routes. Its root matches everything. */
public record RoutingTree(Route root) {
    /** @throws IllegalArgumentException in Alertmanager's words, with everything that is wrong, a line each */
    public static RoutingTree of(RouteNode root) {
        var problems = problems(root);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new RoutingTree(Route.root(root));
    }

    /** The routes of an alert, in order of the tree; at least one. */
    public List<Route> match(Labels alert) {
        return root.match(alert);
    }

    /** Every route, each before its children. */
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
