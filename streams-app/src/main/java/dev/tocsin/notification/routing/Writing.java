package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Arguments;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.Notification;
import dev.tocsin.templates.parser.TemplateSyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Labels being written, each of which may ask for others while it is. */
final class Writing {
    private final Map<String, String> texts;
    private final Notification dot;
    private final Templates templates;
    private final Map<String, String> written = new TreeMap<>();
    private final List<String> underWay = new ArrayList<>();

    Writing(Map<String, String> texts, Templates templates, Notification dot, Instant now) {
        this.texts = texts;
        this.dot = dot;
        this.templates = templates.calling(AlertmanagerFunctions.of(now, Labels.EMPTY)
                .with("routeLabels", Signature.of(Parameter.TEXT), this::other));
    }

    /** @throws LabelFailedException if it can not be written */
    String label(String name) {
        var known = written.get(name);
        if (known != null) {
            return known;
        }
        underWay.add(name);
        try {
            var text = templates.render(texts.getOrDefault(name, ""), dot);
            written.put(name, text);
            return text;
        } catch (TemplateFailedException | TemplateSyntaxException e) {
            throw new LabelFailedException(e.getMessage());
        } finally {
            underWay.remove(underWay.size() - 1);
        }
    }

    private Object other(Arguments arguments) {
        var name = arguments.text(0);
        var begun = underWay.indexOf(name);
        if (begun >= 0) {
            throw new FunctionFailedException("route label cycle detected: %s -> %s"
                    .formatted(String.join(" -> ", underWay.subList(begun, underWay.size())), name));
        }
        try {
            return label(name);
        } catch (LabelFailedException e) {
            throw new FunctionFailedException(e.getMessage());
        }
    }
}
