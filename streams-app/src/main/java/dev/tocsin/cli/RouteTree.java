package dev.tocsin.cli;

import dev.tocsin.labels.MatcherText;
import dev.tocsin.notification.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A tree of routes, drawn as amtool draws it. */
final class RouteTree {
    private final StringBuilder text = new StringBuilder();
    private final Set<Route> found;
    private final boolean whole;

    private RouteTree(Set<Route> found, boolean whole) {
        this.found = found;
        this.whole = whole;
    }

    /** All routes. */
    static String of(Route root) {
        return new RouteTree(Set.of(), true).drawn(root);
    }

    /** The routes on the way to those of an alert; who is told stands beside the last ones only. */
    static String of(Route root, List<Route> found) {
        return new RouteTree(Set.copyOf(found), false).drawn(root);
    }

    private String drawn(Route root) {
        text.append(".\n└── default-route")
                .append(whole || found.contains(root) ? receiver(root) : "")
                .append('\n');
        children(root, "    ");
        return text.toString();
    }

    private void children(Route parent, String indent) {
        var shown = new ArrayList<Route>();
        parent.routes().stream().filter(this::isShown).forEach(shown::add);
        for (var child : shown) {
            var isLast = child == shown.get(shown.size() - 1);
            text.append(indent)
                    .append(isLast ? "└── " : "├── ")
                    .append(line(child))
                    .append('\n');
            children(child, indent + (isLast ? "    " : "│   "));
        }
    }

    private boolean isShown(Route route) {
        return whole || route.all().anyMatch(found::contains);
    }

    private String line(Route route) {
        var continues = whole && route.continues() ? "  continue: true" : "";
        return MatcherText.of(route.matchers()) + continues + (whole || found.contains(route) ? receiver(route) : "");
    }

    private static String receiver(Route route) {
        return "  receiver: " + route.receiver();
    }
}
