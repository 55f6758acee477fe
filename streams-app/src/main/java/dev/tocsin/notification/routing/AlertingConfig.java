package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.muting.InhibitRule;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.DefaultTemplates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An Alertmanager configuration.
 *
 * @param resolveTimeout after how long a posted alert without an end is resolved
 * @param templates the default templates, overridden by those of the configuration. Functions that depend on the time and
 *     on the route labels are added before use: {@code templates.withFunctions(AlertmanagerFunctions.of(now, routeLabels))}
 * @param original the source text
 * @param redacted the configuration with all defaults and with secrets masked
 */
public record AlertingConfig(
        Duration resolveTimeout,
        RoutingTree tree,
        List<Receiver> receivers,
        List<InhibitRule> inhibitRules,
        TimeIntervals timeIntervals,
        Templates templates,
        String original,
        String redacted) {
    public static final Duration DEFAULT_RESOLVE_TIMEOUT = Duration.ofMinutes(5);

    /** The templates of a configuration that defines none. */
    public static final Templates DEFAULT_TEMPLATES =
            DefaultTemplates.with(AlertmanagerFunctions.of(Instant.EPOCH, Labels.EMPTY));

    /** @throws IllegalArgumentException with all of Alertmanager's messages, one per line */
    public AlertingConfig {
        receivers = List.copyOf(receivers);
        inhibitRules = List.copyOf(inhibitRules);
        var problems = problems(tree, receivers);
        problems.addAll(unknownIntervals(tree, timeIntervals));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** The receiver of a route. */
    public Receiver receiver(Route route) {
        return receivers.stream()
                .filter(receiver -> receiver.name().equals(route.receiver()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("route %s belongs to another configuration".formatted(route.id())));
    }

    /** Returns the receivers of an alert in the order of the routes; a receiver of several routes comes several times. */
    public List<Receiver> receivers(Labels alert) {
        return tree.match(alert).stream().map(this::receiver).toList();
    }

    private static List<String> problems(RoutingTree tree, List<Receiver> receivers) {
        var problems = new ArrayList<String>();
        var names = new HashSet<String>();
        for (var receiver : receivers) {
            if (!names.add(receiver.name())) {
                problems.add("notification config name %s is not unique".formatted(GoQuote.quote(receiver.name())));
            }
        }
        postOrder(tree.root())
                .map(Route::receiver)
                .filter(name -> !names.contains(name))
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .forEach(name -> problems.add("undefined receiver %s used in route".formatted(GoQuote.quote(name))));
        return problems;
    }

    private static List<String> unknownIntervals(RoutingTree tree, TimeIntervals timeIntervals) {
        return postOrder(tree.root())
                .map(Route::intervals)
                .flatMap(intervals -> Stream.concat(intervals.mute().stream(), intervals.active().stream()))
                .filter(name -> !timeIntervals.names().contains(name))
                .distinct()
                .map(name -> "undefined time interval %s used in route".formatted(GoQuote.quote(name)))
                .toList();
    }

    private static Stream<Route> postOrder(Route route) {
        return Stream.concat(route.routes().stream().flatMap(AlertingConfig::postOrder), Stream.of(route));
    }
}
