package dev.tocsin.cli;

import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notification.routing.Route;
import java.util.List;
import java.util.Set;

/** Prints a routing tree as amtool does. */
final class RouteTreePrinter {
    private final StringBuilder text = new StringBuilder();
    private final Set<Route> matched;
    private final boolean showAll;

    private RouteTreePrinter(Set<Route> matched, boolean showAll) {
        this.matched = matched;
        this.showAll = showAll;
    }

    /** All routes. */
    static String print(Route root) {
        return new RouteTreePrinter(Set.of(), true).format(root);
    }

    /** The matched routes and their ancestors. Only matched routes are printed with their receiver. */
    static String print(Route root, List<Route> matched) {
        return new RouteTreePrinter(Set.copyOf(matched), false).format(root);
    }

    private String format(Route root) {
        text.append(".\n└── default-route")
                .append(showAll || matched.contains(root) ? receiver(root) : "")
                .append('\n');
        children(root, "    ");
        return text.toString();
    }

    private void children(Route parent, String indent) {
        var shown = parent.routes().stream().filter(this::isShown).toList();
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
        return (route.matchers().isEmpty() ? "default-route" : MatcherFormat.format(route.matchers()))
                + continues
                + (showAll || matched.contains(route) ? receiver(route) : "");
    }

    private static String receiver(Route route) {
        return "  receiver: " + route.receiver();
    }
}
