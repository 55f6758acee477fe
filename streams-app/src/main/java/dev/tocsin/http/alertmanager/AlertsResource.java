package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.http.alertmanager.AlertsBodyParser.PostableAlert;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notifier.AlertIngestion;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** {@code /alerts}. */
record AlertsResource(
        Notifier notifier,
        AlertIngestion ingestion,
        MatcherParser matchers,
        Telemetry telemetry,
        InstantSource clock,
        AsyncResponse asyncResponse,
        RequestValidator requestValidator) {

    void list(Context request) {
        var now = notifier.logTime();
        var defaultEnd = now.plus(notifier.resolveTimeout());
        var parameters = new AlertmanagerParameters(request, matchers);
        var filter = AlertFilter.of(parameters);
        var receiver = parameters.receiverFilter();
        var muters = notifier.muters();
        var config = notifier.config();
        var views = new ArrayList<AlertView>();
        notifier.alerts().stream()
                .sorted(Comparator.comparing(Alert::fingerprint))
                .forEach(alert -> {
                    var status = AlertView.Status.of(alert, List.of(), muters, now);
                    var receivers = config.map(current -> current.receivers(alert.labels()))
                            .orElse(List.of());
                    if (filter.matches(alert, status, now) && matchesReceiver(receivers, receiver)) {
                        views.add(AlertView.of(alert, ReceiverView.names(receivers), status, defaultEnd));
                    }
                });
        AlertmanagerErrors.sendList(request, views);
    }

    // Without a configuration an alert has no receiver, but can still be listed.
    private static boolean matchesReceiver(List<Receiver> receivers, Predicate<Labels> filter) {
        return receivers.stream().map(Receiver::labels).anyMatch(filter)
                || receivers.isEmpty() && filter.test(Labels.EMPTY);
    }

    /** Stores the valid alerts of a request, even if others are invalid. */
    void post(Context request) {
        var valid = new ArrayList<PostedAlert>();
        var problems = new Problems();
        for (var entry : AlertsBodyParser.parse(requestValidator.readJsonBody(request))) {
            try {
                valid.add(toPostedAlert(entry));
            } catch (IllegalArgumentException e) {
                telemetry.alertInvalid();
                problems.add(e.getMessage());
            }
        }
        if (valid.isEmpty()) {
            problems.respond(request);
        } else {
            asyncResponse.respond(
                    request,
                    ingestion.post(valid),
                    refused -> {
                        refused.forEach(problems::add);
                        problems.respond(request);
                    },
                    AlertsResource::unavailable);
        }
    }

    private PostedAlert toPostedAlert(PostableAlert entry) {
        var now = notifier.logTime();
        telemetry.alertReceived(entry.isFiringAt(now) ? "firing" : "resolved");
        return PostedAlert.of(
                entry.labels(),
                entry.annotations(),
                entry.startsAt(),
                entry.endsAt(),
                entry.generatorUrl(),
                now,
                notifier.resolveTimeout(),
                matchers::allowsName);
    }

    /** Mistakes in a request: the first ones, and the number of all. */
    private static final class Problems {
        private final List<String> first = new ArrayList<>();
        private int count;

        void add(String problem) {
            count++;
            if (first.size() < Limit.ALERT_MISTAKES.value()) {
                first.add(problem);
            }
        }

        void respond(Context request) {
            if (count == 0) {
                request.status(200);
                return;
            }
            var shown = String.join("\n", first);
            var more = count - first.size();
            ApiJson.send(request, 400, more > 0 ? "%s\nand %,d more".formatted(shown, more) : shown);
        }
    }

    private static ApiException unavailable(String reason) {
        return AlertmanagerErrors.handlerError(
                503,
                "the alerts could not be written to the log (%s); some may have been stored, post them again"
                        .formatted(reason));
    }
}
