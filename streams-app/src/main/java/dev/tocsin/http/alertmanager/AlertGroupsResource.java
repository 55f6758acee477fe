package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AlertOrder;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.RouteLabels;
import dev.tocsin.notifier.Notifier;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code /alerts/groups}.
 *
 * @param externalUrl the URL of the instance in route labels
 */
record AlertGroupsResource(Notifier notifier, MatcherParser matchers, String externalUrl, AsyncResponse asyncResponse) {
    private static final Comparator<Flush> ORDER =
            Comparator.comparing(Flush::groupLabels, AlertOrder.OF_LABELS).thenComparing(Flush::receiver);

    private record AlertGroupView(
            List<AlertView> alerts,
            Map<String, String> labels,
            ReceiverView receiver,
            Map<String, String> routeLabels) {}

    void list(Context request) {
        var parameters = new AlertmanagerParameters(request, matchers);
        var filter = AlertFilter.of(parameters);
        var receiver = parameters.receiverFilter();
        var withMuted = parameters.includes("muted");
        asyncResponse.respond(
                request,
                notifier.groups(),
                groups -> {
                    var selected = groups.stream()
                            .filter(group -> receiver.test(receiverLabels(group)))
                            .sorted(ORDER)
                            .toList();
                    AlertmanagerErrors.sendList(request, views(selected, filter, withMuted));
                },
                reason -> AlertmanagerErrors.handlerError(
                        503, "the groups could not be listed: %s; try again".formatted(reason)));
    }

    /** @param withMuted whether to list groups that time intervals mute */
    private List<AlertGroupView> views(List<Flush> groups, AlertFilter filter, boolean withMuted) {
        var now = notifier.logTime();
        var muters = notifier.muters();
        var receivers = receiversByAlert(groups);
        var views = new ArrayList<AlertGroupView>();
        for (var group : groups) {
            var mutedBy = muters.mutingIntervals(group.route().intervals(), now);
            if (withMuted || mutedBy.isEmpty()) {
                var alerts = alerts(group, mutedBy, filter, muters, receivers, now);
                if (!alerts.isEmpty()) {
                    var receiver = new ReceiverView(group.receiver());
                    views.add(new AlertGroupView(alerts, group.groupLabels().asMap(), receiver, routeLabels(group)));
                }
            }
        }
        return views;
    }

    private List<AlertView> alerts(
            Flush group,
            List<String> mutedBy,
            AlertFilter filter,
            Muters muters,
            Map<Fingerprint, TreeSet<String>> receivers,
            Instant now) {
        var defaultEnd = now.plus(notifier.resolveTimeout());
        var views = new ArrayList<AlertView>();
        for (var alert : group.alerts()) {
            var status = AlertView.Status.of(alert, mutedBy, muters, now);
            if (filter.matches(alert, status, now)) {
                var names = List.copyOf(receivers.get(alert.fingerprint()));
                views.add(AlertView.of(alert, names, status, defaultEnd));
            }
        }
        return views;
    }

    /** Returns the labels of a group's receiver; only its name if the configuration has changed since. */
    private Labels receiverLabels(Flush group) {
        return notifier.config().stream()
                .flatMap(config -> config.receivers().stream())
                .filter(receiver -> receiver.name().equals(group.receiver()))
                .findFirst()
                .orElseGet(() -> new Receiver(group.receiver(), List.of()))
                .labels();
    }

    private Map<String, String> routeLabels(Flush group) {
        return notifier.config()
                .map(config -> RouteLabels.of(group, config.templates(), externalUrl)
                        .labels()
                        .asMap())
                .orElse(Map.of());
    }

    private static Map<Fingerprint, TreeSet<String>> receiversByAlert(List<Flush> groups) {
        var receivers = new HashMap<Fingerprint, TreeSet<String>>();
        groups.forEach(group -> group.alerts()
                .forEach(alert -> receivers
                        .computeIfAbsent(alert.fingerprint(), name -> new TreeSet<>())
                        .add(group.receiver())));
        return receivers;
    }
}
