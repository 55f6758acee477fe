package dev.tocsin.imports.grafana;

import java.util.Optional;
import java.util.regex.Pattern;

/** Templates of notifications. What only Grafana has in them is found by its name. */
final class NotificationTemplates {
    private static final Pattern GRAFANA_ONLY = Pattern.compile(
            "\\.(Values|ValueString|SilenceURL|PanelURL|DashboardURL|ImageURL|EmbeddedImage|OrgId)\\b"
                    + "|\\btemplate \"(default\\.title|default\\.message|__[a-z_]+)\""
                    + "|\\b(coll\\.Dict|coll\\.Slice|coll\\.Append|data\\.JSON|data\\.ToJSON|data\\.ToJSONPretty|time\\.Now)\\b");

    private NotificationTemplates() {}

    /** The reason why a template has no equivalent; empty if it has one. */
    static Optional<String> problem(String template) {
        var found = GRAFANA_ONLY.matcher(template);
        return found.find()
                ? Optional.of("the template uses '%s', which only Grafana has".formatted(found.group()))
                : Optional.empty();
    }
}
