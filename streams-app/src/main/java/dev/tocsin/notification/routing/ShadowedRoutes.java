package dev.tocsin.notification.routing;

import dev.tocsin.labels.Matcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes that no alert reaches, because an earlier sibling without {@code continue} matches all that they match. Finds the
 * plain cases: the same matchers, fewer of them, or values that the sibling's matcher accepts.
 */
public final class ShadowedRoutes {
    private ShadowedRoutes() {}

    /** The ids of the shadowed routes, each with the id of the route that shadows it. */
    public static Map<String, String> of(RoutingTree tree) {
        var shadowed = new LinkedHashMap<String, String>();
        tree.all().forEach(route -> add(route.routes(), shadowed));
        return shadowed;
    }

    private static void add(List<Route> siblings, Map<String, String> shadowed) {
        for (var i = 0; i < siblings.size(); i++) {
            var route = siblings.get(i);
            siblings.subList(0, i).stream()
                    .filter(earlier -> !earlier.continues() && matchesAllOf(earlier, route))
                    .findFirst()
                    .ifPresent(earlier -> shadowed.put(route.id(), earlier.id()));
        }
    }

    private static boolean matchesAllOf(Route earlier, Route route) {
        return earlier.matchers().stream()
                .allMatch(wide -> route.matchers().stream().anyMatch(narrow -> implies(narrow, wide)));
    }

    private static boolean implies(Matcher narrow, Matcher wide) {
        return narrow.name().equals(wide.name())
                && (narrow.equals(wide)
                        || narrow.setMatches()
                                .filter(values -> values.stream().allMatch(wide::matches))
                                .isPresent());
    }
}
