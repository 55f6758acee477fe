package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.http.alertmanager.AlertsBodyParser.PostableAlert;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** {@code /alerts}. */
final class AlertsResource {
    private final AlertmanagerApiContext context;
    private final Telemetry telemetry;
    private final InstantSource clock;
    private final AsyncResponse asyncResponse;
    private final RequestValidator requestValidator;

    AlertsResource(
            AlertmanagerApiContext notifying,
            Telemetry telemetry,
            InstantSource clock,
            AsyncResponse later,
            RequestValidator requests) {
        this.context = notifying;
        this.telemetry = telemetry;
        this.clock = clock;
        this.asyncResponse = later;
        this.requestValidator = requests;
    }

    void list(Context request) {
        var now = context.silenceService().now();
        var openEnd = now.plus(context.resolveTimeout());
        var parameters = new AlertmanagerParameters(request, context.matchers());
        var filter = AlertFilter.of(parameters);
        var receiver = parameters.receiverFilter();
        var mutes = context.muters();
        var views = new ArrayList<AlertView>();
        context.alerts().get().stream()
                .sorted(Comparator.comparing(Alert::fingerprint))
                .forEach(alert -> {
                    var status = AlertView.Status.of(alert, List.of(), mutes, now);
                    var receivers = context.receiversOf(alert.labels());
                    if (filter.matches(alert, status, now) && matchesReceiver(receivers, receiver)) {
                        views.add(AlertView.of(alert, ReceiverView.names(receivers), status, openEnd));
                    }
                });
        ApiJson.send(request, 200, views);
    }

    // Without a configuration nobody is told, but what there is can still be listed.
    private static boolean matchesReceiver(List<Receiver> receivers, Predicate<Labels> wanted) {
        return receivers.stream().map(Receiver::labels).anyMatch(wanted)
                || receivers.isEmpty() && wanted.test(Labels.EMPTY);
    }

    /** Takes what is valid, even where other entries are not. */
    void post(Context request) {
        var valid = new ArrayList<PostedAlert>();
        var problems = new ArrayList<String>();
        for (var entry : AlertsBodyParser.parse(requestValidator.readJsonBody(request))) {
            try {
                valid.add(toPostedAlert(entry));
            } catch (IllegalArgumentException e) {
                telemetry.alertInvalid();
                problems.add(e.getMessage());
            }
        }
        if (valid.isEmpty()) {
            respond(request, problems);
        } else {
            asyncResponse.respond(
                    request, context.alertWriter().post(valid), done -> respond(request, problems), reason -> {
                        throw logUnavailable(reason);
                    });
        }
    }

    private PostedAlert toPostedAlert(PostableAlert entry) {
        var now = clock.instant();
        telemetry.alertReceived(entry.isFiringAt(now) ? "firing" : "resolved");
        return PostedAlert.of(
                entry.labels(),
                entry.annotations(),
                entry.startsAt(),
                entry.endsAt(),
                entry.generatorUrl(),
                now,
                context.resolveTimeout(),
                context.matchers()::allowsName);
    }

    private static void respond(Context request, List<String> problems) {
        if (problems.isEmpty()) {
            request.status(200);
        } else {
            ApiJson.send(request, 400, String.join("\n", problems));
        }
    }

    private static ApiException logUnavailable(String reason) {
        return AlertmanagerErrors.handlerError(
                503,
                "the alerts could not be written to the log (%s); nothing is promised, post them again"
                        .formatted(reason));
    }
}
