package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.Sha256;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.TemplateAlerts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One notification on its way into words: what is told, the templates that tell it, and the secrets needed for it. */
public final class NotificationRenderer {
    private static final String REGEX_METACHARACTERS = "\\.+*?()|[]{}^$";

    private final Notification notification;
    private final Instant now;
    private final RenderContext context;
    private final Templates templates;
    private final Object data;

    /** @param now for templates that ask */
    public NotificationRenderer(Notification news, Instant now, RenderContext world) {
        this.notification = news;
        this.now = now;
        this.context = world;
        this.templates = news.templates().withFunctions(AlertmanagerFunctions.of(now, news.routeLabels()));
        this.data = dev.tocsin.templates.functions.TemplateData.of(
                escapeRegex(news.receiver()),
                TemplateAlerts.of(news.alerts(), news.asOf()),
                news.reason().text(),
                news.groupLabels(),
                news.routeLabels(),
                news.externalUrl());
    }

    /**
     * What lies outside.
     *
     * @param files gives what a file holds; throws an {@link java.io.UncheckedIOException} if it can not
     * @param yaml reads a text as YAML: a map, list, text, number or truth value, or null; throws an
     *     {@link IllegalArgumentException} if it is none
     */
    public record RenderContext(UnaryOperator<String> files, Function<String, Object> yaml) {}

    Notification notification() {
        return notification;
    }

    Instant now() {
        return now;
    }

    /** What a template says of it, as plain text. */
    String renderText(String template) {
        return templates.render(template, data);
    }

    /** What a template says of it, with all that alerts bring escaped for HTML. */
    String renderHtml(String template) {
        return templates.renderHtml(template, data);
    }

    String readSecret(Secret secret) {
        return secret.read(context.files());
    }

    /** Whether anything fires. */
    boolean isFiring() {
        return !notification.isResolved();
    }

    /** A name of the group that has no odd signs and always the same length. */
    String keyHash() {
        return Sha256.hex(notification.groupKey());
    }

    /** The receiver's name as a regular expression, for links into the user interface. */
    String receiverRegex() {
        return escapeRegex(notification.receiver());
    }

    /** The same with the values rendered, sorted by key. */
    Map<String, String> renderAll(Map<String, String> templates) {
        var rendered = new TreeMap<String, String>(Utf8Order.COMPARATOR);
        templates.forEach((key, template) -> rendered.put(key, renderText(template)));
        return rendered;
    }

    /** Data with all texts in it rendered, keys too; what renders to YAML other than a text becomes data itself. */
    Object renderStructure(Object template) {
        if (template instanceof Map<?, ?> map) {
            var rendered = new TreeMap<String, Object>(Utf8Order.COMPARATOR);
            map.forEach((key, value) -> rendered.put(renderText(String.valueOf(key)), renderStructure(value)));
            return rendered;
        }
        if (template instanceof List<?> list) {
            return list.stream().map(this::renderStructure).collect(Collectors.toCollection(java.util.ArrayList::new));
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

    // Alertmanager would even render the texts in it once more; but they are what alerts bring, and no templates.
    private Object convertYaml(Object value) {
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>(Utf8Order.COMPARATOR);
            map.forEach((key, inner) -> sorted.put(String.valueOf(key), convertYaml(inner)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::convertYaml).collect(Collectors.toCollection(java.util.ArrayList::new));
        }
        return value instanceof String text ? parseYaml(text) : value;
    }

    private static String escapeRegex(String receiver) {
        var escaped = new StringBuilder();
        receiver.chars()
                .forEach(c -> escaped.append(REGEX_METACHARACTERS.indexOf(c) >= 0 ? "\\" : "")
                        .append((char) c));
        return escaped.toString();
    }
}
