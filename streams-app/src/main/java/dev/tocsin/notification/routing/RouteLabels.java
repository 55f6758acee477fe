package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.TemplateAlerts;
import dev.tocsin.templates.functions.TemplateData;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rendered route labels of a flush.
 *
 * @param failures error messages of labels that could not be rendered, by label name
 */
public record RouteLabels(Labels labels, Map<String, String> failures) {
    static final RouteLabels NONE = new RouteLabels(Labels.EMPTY, Map.of());

    private static final String UNKNOWN_REASON = "unknown";

    public RouteLabels {
        failures = Map.copyOf(failures);
    }

    /** @param externalUrl the base URL of this cluster for users */
    public static RouteLabels of(Flush flush, Templates templates, String externalUrl) {
        var texts = flush.route().options().labels();
        if (texts.isEmpty()) {
            return NONE;
        }
        var renderer = new RouteLabelRenderer(texts, templates, templateData(flush, externalUrl), flush.flushedAt());
        var rendered = new TreeMap<String, String>();
        var failures = new TreeMap<String, String>();
        for (var name : texts.keySet()) {
            try {
                rendered.put(name, renderer.render(name));
            } catch (RouteLabelException e) {
                failures.put(name, e.getMessage());
            }
        }
        return new RouteLabels(Labels.of(rendered), failures);
    }

    private static TemplateData templateData(Flush flush, String externalUrl) {
        return TemplateData.of(
                flush.receiver(),
                TemplateAlerts.of(flush.alerts(), flush.flushedAt()),
                UNKNOWN_REASON,
                flush.groupLabels(),
                Labels.EMPTY,
                externalUrl);
    }
}
