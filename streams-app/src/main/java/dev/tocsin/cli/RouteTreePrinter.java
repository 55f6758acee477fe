package dev.tocsin.cli;

import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notification.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A tree of routes, drawn as amtool draws it. */
final class RouteTreePrinter {
    private final StringBuilder text = new StringBuilder();
    private final Set<Route> matched;
    private final boolean showAll;

    private RouteTreePrinter(Set<Route> found, boolean whole) {
        this.matched = found;
        this.showAll = whole;
    }

    /** All routes. */
    static String print(Route root) {
        return new RouteTreePrinter(Set.of(), true).draw(root);
    }

    /** The routes on the way to those of an alert; who is told stands beside the last ones only. */
    static String print(Route root, List<Route> found) {
        return new RouteTreePrinter(Set.copyOf(found), false).draw(root);
    }

    private String draw(Route root) {
        text.append(".\n└── default-route")
                .append(showAll || matched.contains(root) ? receiver(root) : "")
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
        return showAll || route.all().anyMatch(matched::contains);
    }

    private String line(Route route) {
        var continues = showAll && route.continues() ? "  continue: true" : "";
        return MatcherFormat.format(route.matchers())
                + continues
                + (showAll || matched.contains(route) ? receiver(route) : "");
    }

    private static String receiver(Route route) {
        return "  receiver: " + route.receiver();
    }
}
