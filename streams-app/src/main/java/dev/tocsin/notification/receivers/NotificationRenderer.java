package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.Sha256;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.TemplateAlerts;
import dev.tocsin.templates.functions.TemplateData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Renders the templates of an integration for one notification, and reads its secrets. */
public final class NotificationRenderer {
    private final Notification notification;
    private final Instant now;
    private final RenderContext context;
    private final Templates templates;
    private final TemplateData data;
    private final boolean hidesSecrets;

    /** Renders a notification without its secrets: each is {@link Secret#MASK}, and no file is read. */
    static NotificationRenderer withoutSecrets(Notification notification, Instant now, Function<String, Object> yaml) {
        return new NotificationRenderer(notification, now, new RenderContext(file -> Secret.MASK, yaml), true);
    }

    /** @param now for template functions such as {@code now} */
    public NotificationRenderer(Notification notification, Instant now, RenderContext context) {
        this(notification, now, context, false);
    }

    private NotificationRenderer(Notification notification, Instant now, RenderContext context, boolean hidesSecrets) {
        this.hidesSecrets = hidesSecrets;
        this.notification = notification;
        this.now = now;
        this.context = context;
        this.templates =
                notification.templates().withFunctions(AlertmanagerFunctions.of(now, notification.routeLabels()));
        this.data = TemplateData.of(
                notification.receiver(),
                TemplateAlerts.of(notification.alerts(), notification.flushedAt()),
                notification.reason().text(),
                notification.groupLabels(),
                notification.routeLabels(),
                notification.externalUrl());
    }

    /**
     * Access to files and a YAML parser.
     *
     * @param files returns the content of a file; throws {@link java.io.UncheckedIOException} if it cannot be read
     * @param yaml parses YAML to a map, list, text, number, boolean or null; throws {@link IllegalArgumentException} if
     *     the text is not YAML
     */
    public record RenderContext(UnaryOperator<String> files, Function<String, Object> yaml) {}

    Notification notification() {
        return notification;
    }

    Instant now() {
        return now;
    }

    TemplateData data() {
        return data;
    }

    /** Renders a template as plain text. */
    String renderText(String template) {
        return templates.render(template, data);
    }

    /** Renders a template as HTML: values from alerts are escaped. */
    String renderHtml(String template) {
        return templates.renderHtml(template, data);
    }

    String readSecret(Secret secret) {
        return hidesSecrets && !secret.isNone() ? Secret.MASK : secret.read(context.files());
    }

    /** Whether any alert fires. */
    boolean isFiring() {
        return !notification.isResolved();
    }

    /** SHA-256 of the group key in hexadecimal digits. Receivers use it as an incident key. */
    String keyHash() {
        return Sha256.hex(notification.groupKey());
    }

    /** Renders the values. The result is sorted by key. */
    Map<String, String> renderAll(Map<String, String> templates) {
        var rendered = new TreeMap<String, String>(Utf8Order.COMPARATOR);
        templates.forEach((key, template) -> rendered.put(key, renderText(template)));
        return rendered;
    }

    /** Renders all texts in a structure, keys included. A rendered value is parsed as YAML. */
    Object renderStructure(Object template) {
        if (template instanceof Map<?, ?> map) {
            var rendered = new TreeMap<String, Object>(Utf8Order.COMPARATOR);
            map.forEach((key, value) -> rendered.put(renderText(String.valueOf(key)), renderStructure(value)));
            return rendered;
        }
        if (template instanceof List<?> list) {
            return list.stream().map(this::renderStructure).collect(Collectors.toCollection(ArrayList::new));
        }
        return template instanceof String text ? parseYaml(renderText(text)) : template;
    }

    private Object parseYaml(String rendered) {
        try {
            var value = context.yaml().apply(rendered);
            return value instanceof String ? rendered : convertYaml(value);
        } catch (IllegalArgumentException e) {
            return rendered;
        }
    }

    // Unlike Alertmanager, texts in the result are not rendered again: they come from alerts and are not templates.
    private Object convertYaml(Object value) {
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>(Utf8Order.COMPARATOR);
            map.forEach((key, inner) -> sorted.put(String.valueOf(key), convertYaml(inner)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::convertYaml).collect(Collectors.toCollection(ArrayList::new));
        }
        return value instanceof String text ? parseYaml(text) : value;
    }
}
