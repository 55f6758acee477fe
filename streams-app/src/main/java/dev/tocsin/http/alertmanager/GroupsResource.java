package dev.tocsin.http.alertmanager;

import dev.tocsin.http.wire.Json;
import dev.tocsin.http.wire.Later;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.groups.AlertOrder;
import dev.tocsin.notification.groups.Flush;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code /alerts/groups}. */
final class GroupsResource {
    private static final Comparator<Flush> ORDER =
            Comparator.comparing(Flush::groupLabels, AlertOrder.OF_LABELS).thenComparing(Flush::receiver);

    private final Notifying notifying;
    private final InstantSource clock;
    private final Later later;

    GroupsResource(Notifying notifying, InstantSource clock, Later later) {
        this.notifying = notifying;
        this.clock = clock;
        this.later = later;
    }

    void list(Context request) {
        var parameters = new Parameters(request);
        var filter = AlertFilter.of(parameters);
        var receiver = parameters.receiver();
        later.answer(
                request,
                notifying.groups().get(),
                groups -> Json.send(
                        request,
                        200,
                        views(
                                groups.stream()
                                        .filter(group -> receiver.test(group.receiver()))
                                        .sorted(ORDER)
                                        .toList(),
                                filter)),
                reason -> {
                    throw Refused.byHandler(503, "the groups could not be listed: " + reason);
                });
    }

    private List<GroupView> views(List<Flush> groups, AlertFilter filter) {
        var now = clock.instant();
        var openEnd = now.plus(notifying.resolveTimeout());
        var silences = notifying.silencing().silences();
        var told = told(groups);
        var views = new ArrayList<GroupView>();
        for (var group : groups) {
            var alerts = new ArrayList<AlertView>();
            for (var alert : group.alerts()) {
                var silencedBy = silences.muting(alert.labels(), now);
                if (filter.passes(alert, silencedBy, now)) {
                    var receivers = List.copyOf(told.get(alert.fingerprint()));
                    alerts.add(AlertView.of(alert, receivers, silencedBy, openEnd));
                }
            }
            if (!alerts.isEmpty()) {
                var receiver = new ReceiverView(group.receiver());
                views.add(new GroupView(alerts, group.groupLabels().asMap(), receiver, Map.of()));
            }
        }
        return views;
    }

    private static Map<Fingerprint, TreeSet<String>> told(List<Flush> groups) {
        var told = new HashMap<Fingerprint, TreeSet<String>>();
        groups.forEach(group -> group.alerts()
                .forEach(alert -> told.computeIfAbsent(alert.fingerprint(), name -> new TreeSet<>())
                        .add(group.receiver())));
        return told;
    }
}
