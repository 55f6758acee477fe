package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Arguments;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.TemplateSyntaxException;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.TemplateData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Renders route labels. A template can use other labels with {@code routeLabels}; cycles are detected. */
final class RouteLabelRenderer {
    private final Map<String, String> templateTexts;
    private final TemplateData data;
    private final Templates templates;
    private final Map<String, String> rendered = new TreeMap<>();
    private final List<String> inProgress = new ArrayList<>();

    RouteLabelRenderer(Map<String, String> templateTexts, Templates templates, TemplateData data, Instant now) {
        this.templateTexts = templateTexts;
        this.data = data;
        this.templates = templates.withFunctions(AlertmanagerFunctions.of(now, Labels.EMPTY)
                .with("routeLabels", Signature.of(Parameter.TEXT), this::renderOther));
    }

    /** @throws RouteLabelException if the template fails */
    String render(String name) {
        var cached = rendered.get(name);
        if (cached != null) {
            return cached;
        }
        inProgress.add(name);
        try {
            var text = templates.render(templateTexts.getOrDefault(name, ""), data);
            rendered.put(name, text);
            return text;
        } catch (TemplateFailedException | TemplateSyntaxException e) {
            throw new RouteLabelException(e.getMessage());
        } finally {
            inProgress.remove(inProgress.size() - 1);
        }
    }

    private Object renderOther(Arguments arguments) {
        var name = arguments.text(0);
        var cycleStart = inProgress.indexOf(name);
        if (cycleStart >= 0) {
            throw new FunctionFailedException("route label cycle detected: %s -> %s"
                    .formatted(String.join(" -> ", inProgress.subList(cycleStart, inProgress.size())), name));
        }
        try {
            return render(name);
        } catch (RouteLabelException e) {
            throw new FunctionFailedException(e.getMessage());
        }
    }
}
