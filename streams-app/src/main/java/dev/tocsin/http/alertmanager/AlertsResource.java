package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.Posted;
import dev.tocsin.http.alertmanager.AlertsBody.Entry;
import dev.tocsin.http.common.Json;
import dev.tocsin.http.common.Later;
import dev.tocsin.http.common.Refusal;
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
    private final Notifying notifying;
    private final Telemetry telemetry;
    private final InstantSource clock;
    private final Later later;
    private final Requests requests;

    AlertsResource(Notifying notifying, Telemetry telemetry, InstantSource clock, Later later, Requests requests) {
        this.notifying = notifying;
        this.telemetry = telemetry;
        this.clock = clock;
        this.later = later;
        this.requests = requests;
    }

    void list(Context request) {
        var now = clock.instant();
        var openEnd = now.plus(notifying.resolveTimeout());
        var parameters = new Parameters(request, notifying.matchers());
        var filter = AlertFilter.of(parameters);
        var receiver = parameters.receiver();
        var mutes = notifying.mutes();
        var views = new ArrayList<AlertView>();
        notifying.alerts().get().stream()
                .sorted(Comparator.comparing(Alert::fingerprint))
                .forEach(alert -> {
                    var status = AlertView.Status.of(alert, List.of(), mutes, now);
                    var receivers = notifying.receiversOf(alert.labels());
                    if (filter.passes(alert, status, now) && concerns(receivers, receiver)) {
                        views.add(AlertView.of(alert, ReceiverView.names(receivers), status, openEnd));
                    }
                });
        Json.send(request, 200, views);
    }

    // Without a configuration nobody is told, but what there is can still be listed.
    private static boolean concerns(List<Receiver> receivers, Predicate<Labels> wanted) {
        return receivers.stream().map(Receiver::labels).anyMatch(wanted)
                || receivers.isEmpty() && wanted.test(Labels.EMPTY);
    }

    /** Takes what is valid, even where other entries are not. */
    void post(Context request) {
        var valid = new ArrayList<Posted>();
        var problems = new ArrayList<String>();
        for (var entry : AlertsBody.read(requests.body(request))) {
            try {
                valid.add(posted(entry));
            } catch (IllegalArgumentException e) {
                telemetry.alertInvalid();
                problems.add(e.getMessage());
            }
        }
        if (valid.isEmpty()) {
            answer(request, problems);
        } else {
            later.answer(request, notifying.intake().post(valid), done -> answer(request, problems), reason -> {
                throw unreachable(reason);
            });
        }
    }

    private Posted posted(Entry entry) {
        var now = clock.instant();
        telemetry.alertReceived(entry.isFiringAt(now) ? "firing" : "resolved");
        return Posted.of(
                entry.labels(),
                entry.annotations(),
                entry.startsAt(),
                entry.endsAt(),
                entry.generatorUrl(),
                now,
                notifying.resolveTimeout(),
                notifying.matchers()::allowsName);
    }

    private static void answer(Context request, List<String> problems) {
        if (problems.isEmpty()) {
            request.status(200);
        } else {
            Json.send(request, 400, String.join("\n", problems));
        }
    }

    private static Refusal unreachable(String reason) {
        return Refused.byHandler(
                503,
                "the alerts could not be written to the log (%s); nothing is promised, post them again"
                        .formatted(reason));
    }
}
