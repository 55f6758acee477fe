package dev.tocsin.explain;

import dev.tocsin.explain.Explanation.Answer;
import dev.tocsin.explain.Explanation.Evidence;
import dev.tocsin.explain.Explanation.Stage;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The step from the alert to its receivers: one answer for each integration that a matching route leads to. */
record RouteSteps(Facts facts, AlertingConfig config) {

    List<Answer> answers(Steps before) {
        var routes = config.tree().match(facts.labels());
        var answers = new ArrayList<Answer>();
        for (var route : routes) {
            var receiver = config.receiver(route);
            var steps = before.copy()
                    .pass(Stage.ROUTE, text(route), Evidence.of(route.key(), Instant.EPOCH, "route", route.id()));
            if (receiver.integrations().isEmpty()) {
                answers.add(withoutIntegration(steps, receiver));
            }
            receiver.integrations()
                    .forEach(integration -> answers.add(answer(steps.copy(), route, receiver, integration)));
        }
        return answers;
    }

    private String text(Route route) {
        var others = config.tree().match(facts.labels()).size() - 1;
        var matchers = route.matchers().isEmpty()
                ? "the default route"
                : "route "
                        + route.matchers().stream().map(MatcherFormat::format).collect(Collectors.joining(", "));
        return "Matched by %s: receiver %s%s."
                .formatted(
                        matchers,
                        route.receiver(),
                        others == 0 ? "" : " (and %d other route(s) with 'continue')".formatted(others));
    }

    private Answer withoutIntegration(Steps steps, Receiver receiver) {
        if (!steps.isStopped()) {
            steps.stop(
                    Stage.DELIVERY,
                    "Receiver %s has no integration, so nothing is sent.".formatted(receiver.name()),
                    "The receiver must have an integration, or the alert must match another route.");
        }
        return new Answer(
                receiver.name(),
                "",
                steps.all(),
                false,
                steps.stop().orElseThrow().text(),
                steps.change());
    }

    private Answer answer(Steps steps, Route route, Receiver receiver, Integration integration) {
        var name = "%s[%d]".formatted(integration.kind(), integration.index());
        var slot = receiver.slot(route.groupKey(route.groupLabels(facts.labels())), integration);
        var told = new SlotSteps(facts, route, integration, slot).add(steps);
        var verdict =
                told.isEmpty() ? steps.stop().map(Explanation.Step::text).orElse("A notification is due now.") : told;
        return new Answer(
                receiver.name(), name, steps.all(), !told.isEmpty(), verdict, told.isEmpty() ? steps.change() : "");
    }
}
