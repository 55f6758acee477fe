package dev.tocsin.notification.routing;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.muting.RouteIntervals;
import java.util.Comparator;
import java.util.List;

/**
 * A route of a configuration with resolved options.
 *
 * @param matchers all of {@code matchers}, {@code match} and {@code match_re}, in canonical order
 * @param intervals not inherited by child routes
 * @param continues whether later siblings are tried even if this route matches
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

    /**
     * The matcher of an entry of {@code match}.
     *
     * @throws IllegalArgumentException with Alertmanager's message
     */
    public static Matcher match(String name, String value) {
        return Matcher.alerting(classic(name), Matcher.Op.EQUAL, value);
    }

    /**
     * The matcher of an entry of {@code match_re}. As in Alertmanager, the anchors are part of its value and so of the
     * route's key.
     *
     * @throws IllegalArgumentException with Alertmanager's message
     */
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
