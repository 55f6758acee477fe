package dev.tocsin.notification.receivers;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a {@code pagerduty_configs} item. */
final class PagerDutyReader {
    private PagerDutyReader() {}

    static Integration read(Section section) {
        var routing = section.secret("routing_key");
        var service = section.secret("service_key");
        if (routing.isNone() && service.isNone()) {
            section.problem("missing service or routing key in PagerDuty config");
        }
        return new PagerDuty(
                section.limited(true),
                section.url("url", "pagerduty_url"),
                routing,
                service,
                section.texts(PagerDuty.TEXTS),
                details(section),
                section.mappings("images"),
                section.mappings("links"));
    }

    private static Map<String, Object> details(Section section) {
        var details = new LinkedHashMap<String, Object>(PagerDuty.DETAILS);
        section.map()
                .get("details")
                .ifPresent(value -> value.entries().forEach((name, detail) -> {
                    var data = detail.data();
                    details.put(name, data == null ? "" : data);
                }));
        return details;
    }
}
