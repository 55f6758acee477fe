package dev.tocsin.notification.receivers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The templates of one integration, by the names of their settings, in order. */
public record TemplateFields(Map<String, String> templates) {
    public TemplateFields {
        templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
    }

    /** Empty texts. */
    static TemplateFields of(String... names) {
        var all = new LinkedHashMap<String, String>();
        for (var name : names) {
            all.put(name, "");
        }
        return new TemplateFields(all);
    }

    /** And one more; what it is unless somebody says otherwise. */
    public TemplateFields and(String name, String template) {
        var more = new LinkedHashMap<>(templates);
        more.put(name, template);
        return new TemplateFields(more);
    }

    /** And one more, which calls a default template. */
    TemplateFields andDefaultTemplate(String name, String template) {
        return and(name, "{{ template \"" + template + "\" . }}");
    }

    String render(String name, NotificationRenderer telling) {
        return telling.renderText(template(name));
    }

    String template(String name) {
        var template = templates.get(name);
        if (template == null) {
            throw new IllegalStateException("there is no text '%s'".formatted(name));
        }
        return template;
    }
}
