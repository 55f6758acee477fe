package dev.tocsin.notification.routing;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.muting.RouteIntervals;
import java.util.Comparator;
import java.util.List;

/**
 * A route as a configuration says it, its options resolved.
 *
 * @param matchers from {@code matchers}, {@code match} and {@code match_re} together; kept in canonical order
 * @param hours not inherited
 * @param continues whether siblings behind it are tried although it matched
 */
public record RouteNode(
        RouteOptions options,
        List<Matcher> matchers,
        RouteIntervals intervals,
        boolean continues,
        List<RouteNode> routes) {
    private static final Comparator<Matcher> CANONICAL =
            Comparator.comparing(Matcher::name).thenComparing(Matcher::value).thenComparing(Matcher::op);

    public RouteNode {
        matchers = matchers.stream().sorted(CANONICAL).toList();
        routes = List.copyOf(routes);
    }

    /** A route that is always heard. */
    public RouteNode(RouteOptions options, List<Matcher> matchers, boolean continues, List<RouteNode> routes) {
        this(options, matchers, RouteIntervals.ALWAYS, continues, routes);
    }

    /** A root, or a route without matchers or children. */
    public static RouteNode of(RouteOptions options, RouteNode... routes) {
        return new RouteNode(options, List.of(), false, List.of(routes));
    }

    /** An entry of {@code match}. @throws IllegalArgumentException in Alertmanager's words */
    public static Matcher match(String name, String value) {
        return Matcher.alerting(classic(name), Matcher.Op.EQUAL, value);
    }

    /** An entry of {@code match_re}; the anchors are part of its value, and so of the route's key, as in Alertmanager. @throws IllegalArgumentException in Alertmanager's words */
    public static Matcher matchRe(String name, String regex) {
        return Matcher.alerting(classic(name), Matcher.Op.REGEX, "^(?:" + regex + ")$");
    }

    private static String classic(String name) {
        if (!LabelName.isClassic(name)) {
            throw new IllegalArgumentException("invalid label name " + GoQuote.quote(name));
        }
        return name;
    }
}
