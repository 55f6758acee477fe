package dev.tocsin.notification.receivers;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a {@code pagerduty_configs} item. */
final class PagerDutyConfigReader {
    private PagerDutyConfigReader() {}

    static Integration read(IntegrationYaml section) {
        var routing = section.secret("routing_key");
        var service = section.secret("service_key");
        if (routing.isNone() && service.isNone()) {
            section.problem("missing service or routing key in PagerDuty config");
        }
        return new PagerDuty(
                section.settingsWithTimeout(true),
                section.urlOrGlobal("url", "pagerduty_url"),
                routing,
                service,
                section.templateFields(PagerDuty.DEFAULT_FIELDS),
                details(section),
                section.stringMaps("images"),
                section.stringMaps("links"));
    }

    private static Map<String, Object> details(IntegrationYaml section) {
        var details = new LinkedHashMap<String, Object>(PagerDuty.DETAILS);
        section.map()
                .get("details")
                .ifPresent(value -> value.entries().forEach((name, detail) -> {
                    var data = detail.toJava();
                    details.put(name, data == null ? "" : data);
                }));
        return details;
    }
}
