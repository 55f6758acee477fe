package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.routing.AlertOrder;
import dev.tocsin.notification.routing.Flush;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code /alerts/groups}. */
final class AlertGroupsResource {
    private static final Comparator<Flush> ORDER =
            Comparator.comparing(Flush::groupLabels, AlertOrder.OF_LABELS).thenComparing(Flush::receiver);

    private final AlertmanagerApiContext context;
    private final AsyncResponse asyncResponse;

    AlertGroupsResource(AlertmanagerApiContext notifying, AsyncResponse later) {
        this.context = notifying;
        this.asyncResponse = later;
    }

    void list(Context request) {
        var parameters = new AlertmanagerParameters(request, context.matchers());
        var filter = AlertFilter.of(parameters);
        var receiver = parameters.receiverFilter();
        var muted = parameters.includes("muted");
        asyncResponse.respond(
                request,
                context.groups().get(),
                groups -> ApiJson.send(
                        request,
                        200,
                        views(
                                groups.stream()
                                        .filter(group -> receiver.test(
                                                context.receiverOf(group).labels()))
                                        .sorted(ORDER)
                                        .toList(),
                                filter,
                                muted)),
                reason -> {
                    throw AlertmanagerErrors.handlerError(503, "the groups could not be listed: " + reason);
                });
    }

    /** @param muted whether those are wanted, too, that are quiet for the time being */
    private List<AlertGroupView> views(List<Flush> groups, AlertFilter filter, boolean muted) {
        var now = context.silenceService().now();
        var mutes = context.muters();
        var told = receiversByAlert(groups);
        var views = new ArrayList<AlertGroupView>();
        for (var group : groups) {
            var quietBy = mutes.mutingIntervals(group.route().intervals(), now);
            if (muted || quietBy.isEmpty()) {
                var alerts = alerts(group, quietBy, filter, mutes, told, now);
                if (!alerts.isEmpty()) {
                    var receiver = new ReceiverView(group.receiver());
                    views.add(new AlertGroupView(
                            alerts, group.groupLabels().asMap(), receiver, context.routeLabels(group)));
                }
            }
        }
        return views;
    }

    private List<AlertView> alerts(
            Flush group,
            List<String> quietBy,
            AlertFilter filter,
            Muters mutes,
            Map<Fingerprint, TreeSet<String>> told,
            Instant now) {
        var openEnd = now.plus(context.resolveTimeout());
        var views = new ArrayList<AlertView>();
        for (var alert : group.alerts()) {
            var status = AlertView.Status.of(alert, quietBy, mutes, now);
            if (filter.matches(alert, status, now)) {
                var receivers = List.copyOf(told.get(alert.fingerprint()));
                views.add(AlertView.of(alert, receivers, status, openEnd));
            }
        }
        return views;
    }

    private static Map<Fingerprint, TreeSet<String>> receiversByAlert(List<Flush> groups) {
        var told = new HashMap<Fingerprint, TreeSet<String>>();
        groups.forEach(group -> group.alerts()
                .forEach(alert -> told.computeIfAbsent(alert.fingerprint(), name -> new TreeSet<>())
                        .add(group.receiver())));
        return told;
    }
}
