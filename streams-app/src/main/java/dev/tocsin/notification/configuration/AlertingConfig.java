package dev.tocsin.notification.configuration;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.Route;
import dev.tocsin.notification.routing.RoutingTree;
import java.time.Duration;
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
 * @param original the text that it was read from
 */
public record AlertingConfig(Duration resolveTimeout, RoutingTree tree, List<Receiver> receivers, String original) {
    public static final Duration DEFAULT_RESOLVE_TIMEOUT = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException in Alertmanager's words, with everything that is wrong, a line each */
    public AlertingConfig {
        receivers = List.copyOf(receivers);
        var problems = problems(tree, receivers);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
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
        childrenFirst(tree.root())
                .map(Route::receiver)
                .filter(name -> !names.contains(name))
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .forEach(name -> problems.add("undefined receiver %s used in route".formatted(GoQuote.quote(name))));
        return problems;
    }

    private static Stream<Route> childrenFirst(Route route) {
        return Stream.concat(route.routes().stream().flatMap(AlertingConfig::childrenFirst), Stream.of(route));
    }
}
