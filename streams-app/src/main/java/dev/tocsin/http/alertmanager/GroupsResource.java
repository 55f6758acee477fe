package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.Json;
import dev.tocsin.http.common.Later;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.muting.Mutes;
import dev.tocsin.notification.routing.AlertOrder;
import dev.tocsin.notification.routing.Flush;
import io.javalin.http.Context;
import java.time.Instant;
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
        var parameters = new Parameters(request, notifying.matchers());
        var filter = AlertFilter.of(parameters);
        var receiver = parameters.receiver();
        var muted = parameters.wants("muted");
        later.answer(
                request,
                notifying.groups().get(),
                groups -> Json.send(
                        request,
                        200,
                        views(
                                groups.stream()
                                        .filter(group -> receiver.test(
                                                notifying.receiverOf(group).labels()))
                                        .sorted(ORDER)
                                        .toList(),
                                filter,
                                muted)),
                reason -> {
                    throw Refused.byHandler(503, "the groups could not be listed: " + reason);
                });
    }

    /** @param muted whether those are wanted, too, that are quiet for the time being */
    private List<GroupView> views(List<Flush> groups, AlertFilter filter, boolean muted) {
        var now = clock.instant();
        var mutes = notifying.mutes();
        var told = told(groups);
        var views = new ArrayList<GroupView>();
        for (var group : groups) {
            var quietBy = mutes.quietBy(group.route().hours(), now);
            if (muted || quietBy.isEmpty()) {
                var alerts = alerts(group, quietBy, filter, mutes, told, now);
                if (!alerts.isEmpty()) {
                    var receiver = new ReceiverView(group.receiver());
                    views.add(
                            new GroupView(alerts, group.groupLabels().asMap(), receiver, notifying.routeLabels(group)));
                }
            }
        }
        return views;
    }

    private List<AlertView> alerts(
            Flush group,
            List<String> quietBy,
            AlertFilter filter,
            Mutes mutes,
            Map<Fingerprint, TreeSet<String>> told,
            Instant now) {
        var openEnd = now.plus(notifying.resolveTimeout());
        var views = new ArrayList<AlertView>();
        for (var alert : group.alerts()) {
            var status = AlertView.Status.of(alert, quietBy, mutes, now);
            if (filter.passes(alert, status, now)) {
                var receivers = List.copyOf(told.get(alert.fingerprint()));
                views.add(AlertView.of(alert, receivers, status, openEnd));
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
