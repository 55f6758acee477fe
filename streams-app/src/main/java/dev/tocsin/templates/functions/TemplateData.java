package dev.tocsin.templates.functions;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/**
 * The template data of a notification, as in Alertmanager.
 *
 * @param receiver the receiver's name with regular expression characters escaped, as in Alertmanager
 * @param reason the notification reason: {@code first notification}, ... or {@code unknown}
 */
public record TemplateData(
        String receiver, TemplateAlerts alerts, String reason, Kv groupLabels, Kv routeLabels, String externalUrl)
        implements TemplateObject, TemplateJson.JsonMarshaler {
    private static final TemplateType<TemplateData> TYPE = TemplateType.named("template.Data", TemplateData.class)
            .field("Receiver", TemplateData::receiver)
            .field("Status", notification -> notification.alerts().status())
            .field("Alerts", TemplateData::alerts)
            .field("NotificationReason", TemplateData::reason)
            .field("GroupLabels", TemplateData::groupLabels)
            .field("CommonLabels", notification -> notification.alerts().commonLabels())
            .field("CommonAnnotations", notification -> notification.alerts().commonAnnotations())
            .field("RouteLabels", TemplateData::routeLabels)
            .field("ExternalURL", TemplateData::externalUrl);
    // The characters that Go's regexp.QuoteMeta escapes.
    private static final Pattern REGEX_METACHARACTER = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

    /** @param receiver the name without escapes */
    public static TemplateData of(
            String receiver, TemplateAlerts alerts, String reason, Labels groupLabels, Labels routeLabels, String url) {
        var escaped = REGEX_METACHARACTER.matcher(receiver).replaceAll("\\\\$0");
        return new TemplateData(escaped, alerts, reason, Kv.of(groupLabels), Kv.of(routeLabels), url);
    }

    @Override
    public Object toJsonValue() {
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
    public TemplateType<?> templateType() {
        return TYPE;
    }

    /** Go's {@code %v} of a struct: the field values in order, without names. */
    @Override
    public String toString() {
        return "{%s %s %s %s %s %s %s %s %s}"
                .formatted(
                        receiver,
                        alerts.status(),
                        alerts,
                        reason,
                        groupLabels,
                        alerts.commonLabels(),
                        alerts.commonAnnotations(),
                        routeLabels,
                        externalUrl);
    }
}
