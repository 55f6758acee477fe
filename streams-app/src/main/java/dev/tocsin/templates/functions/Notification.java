package dev.tocsin.templates.functions;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Described;
import dev.tocsin.templates.Shape;
import java.util.LinkedHashMap;

/**
 * What a notification's templates may speak of: Alertmanager's data.
 *
 * @param receiver its name, with the characters of regular expressions escaped, as Alertmanager gives it
 * @param reason why it is sent: {@code first notification}, ... or {@code unknown}
 */
public record Notification(
        String receiver, NotifiedAlerts alerts, String reason, Kv groupLabels, Kv routeLabels, String externalUrl)
        implements Described, GoJson.Formed {
    private static final Shape<Notification> SHAPE = Shape.named("template.Data", Notification.class)
            .field("Receiver", Notification::receiver)
            .field("Status", notification -> notification.alerts().status())
            .field("Alerts", Notification::alerts)
            .field("NotificationReason", Notification::reason)
            .field("GroupLabels", Notification::groupLabels)
            .field("CommonLabels", notification -> notification.alerts().commonLabels())
            .field("CommonAnnotations", notification -> notification.alerts().commonAnnotations())
            .field("RouteLabels", Notification::routeLabels)
            .field("ExternalURL", Notification::externalUrl);

    public static Notification of(
            String receiver, NotifiedAlerts alerts, String reason, Labels groupLabels, Labels routeLabels, String url) {
        return new Notification(receiver, alerts, reason, Kv.of(groupLabels), Kv.of(routeLabels), url);
    }

    @Override
    public Object json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("receiver", receiver);
        fields.put("status", alerts.status());
        fields.put("alerts", alerts);
        fields.put("notificationReason", reason);
        fields.put("groupLabels", groupLabels);
        fields.put("commonLabels", alerts.commonLabels());
        fields.put("commonAnnotations", alerts.commonAnnotations());
        fields.put("routeLabels", routeLabels);
        fields.put("externalURL", externalUrl);
        return fields;
    }

    @Override
    public Shape<?> shape() {
        return SHAPE;
    }
}
