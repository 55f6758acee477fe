package dev.tocsin.notification.receivers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The templates of an integration by their YAML keys, in order. */
record TemplateFields(Map<String, String> templates) {
    public TemplateFields {
        templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
    }

    /** Empty templates. */
    static TemplateFields of(String... names) {
        var templates = new LinkedHashMap<String, String>();
        for (var name : names) {
            templates.put(name, "");
        }
        return new TemplateFields(templates);
    }

    /** A copy with one more template. */
    TemplateFields and(String name, String template) {
        var more = new LinkedHashMap<>(templates);
        more.put(name, template);
        return new TemplateFields(more);
    }

    /** A copy with one more template, which executes a default template. */
    TemplateFields andDefaultTemplate(String name, String template) {
        return and(name, "{{ template \"" + template + "\" . }}");
    }

    String render(String name, NotificationRenderer renderer) {
        return renderer.renderText(template(name));
    }

    String template(String name) {
        var template = templates.get(name);
        if (template == null) {
            throw new IllegalStateException("no template field '%s'".formatted(name));
        }
        return template;
    }
}
