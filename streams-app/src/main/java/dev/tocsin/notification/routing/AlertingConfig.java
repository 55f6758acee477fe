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
 * A configuration of notifications.
 *
 * @param resolveTimeout how long an alert from outside lives whose sender named no end
 * @param schedules when routes are quiet, or heard
 * @param templates what notifications are written with: the usual templates, and those of people laid over them. The
 *     functions of an instant and of a group's labels are to be put in when they are used, as with
 *     {@code templates.calling(AlertmanagerFunctions.of(now, routeLabels))}
 * @param original the text that it was read from
 * @param shown the same as people may see it: with all defaults, and without secrets
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

    /** The templates when people wrote none. */
    public static final Templates DEFAULT_TEMPLATES =
            DefaultTemplates.with(AlertmanagerFunctions.of(Instant.EPOCH, Labels.EMPTY));

    /** @throws IllegalArgumentException in Alertmanager's words, with everything that is wrong, a line each */
    public AlertingConfig {
        receivers = List.copyOf(receivers);
        inhibitRules = List.copyOf(inhibitRules);
        var problems = problems(tree, receivers);
        problems.addAll(unknownIntervals(tree, timeIntervals));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** Only routes and receivers, with the usual templates. @throws IllegalArgumentException as the other */
    public AlertingConfig(Duration resolveTimeout, RoutingTree tree, List<Receiver> receivers, String original) {
        this(resolveTimeout, tree, receivers, List.of(), TimeIntervals.NONE, DEFAULT_TEMPLATES, original, "");
    }

    /** The receiver that a route leads to. */
    public Receiver receiver(Route route) {
        return receivers.stream()
                .filter(receiver -> receiver.name().equals(route.receiver()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("route %s belongs to another configuration".formatted(route.id())));
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

    private static List<String> unknownIntervals(RoutingTree tree, TimeIntervals schedules) {
        return postOrder(tree.root())
                .map(Route::intervals)
                .flatMap(hours -> Stream.concat(hours.mute().stream(), hours.active().stream()))
                .filter(name -> !schedules.names().contains(name))
                .distinct()
                .map(name -> "undefined time interval %s used in route".formatted(GoQuote.quote(name)))
                .toList();
    }

    private static Stream<Route> postOrder(Route route) {
        return Stream.concat(route.routes().stream().flatMap(AlertingConfig::postOrder), Stream.of(route));
    }
}
