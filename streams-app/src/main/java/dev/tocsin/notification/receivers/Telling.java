package dev.tocsin.notification.receivers;

import dev.tocsin.labels.ByteOrder;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.NotifiedAlerts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One notification on its way into words: what is told, the templates that tell it, and the secrets needed for it. */
public final class Telling {
    private static final String SIGNS_OF_REGEX = "\\.+*?()|[]{}^$";

    private final Notification news;
    private final Instant now;
    private final World world;
    private final Templates templates;
    private final Object data;

    /** @param now for templates that ask */
    public Telling(Notification news, Instant now, World world) {
        this.news = news;
        this.now = now;
        this.world = world;
        this.templates = news.templates().calling(AlertmanagerFunctions.of(now, news.routeLabels()));
        this.data = dev.tocsin.templates.functions.Notification.of(
                escaped(news.receiver()),
                NotifiedAlerts.of(news.alerts(), news.asOf()),
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
    public record World(UnaryOperator<String> files, Function<String, Object> yaml) {}

    Notification news() {
        return news;
    }

    Instant now() {
        return now;
    }

    /** What a template says of it, as plain text. */
    String text(String template) {
        return templates.render(template, data);
    }

    /** What a template says of it, with all that alerts bring escaped for HTML. */
    String html(String template) {
        return templates.renderHtml(template, data);
    }

    String secret(Secret secret) {
        return secret.read(world.files());
    }

    /** Whether anything fires. */
    boolean isFiring() {
        return !news.isResolved();
    }

    /** A name of the group that has no odd signs and always the same length. */
    String keyHash() {
        return HexFormat.of().formatHex(sha256(news.groupKey()));
    }

    /** The receiver's name as a regular expression, for links into the user interface. */
    String receiver() {
        return escaped(news.receiver());
    }

    /** The same with the values rendered, sorted by key. */
    Map<String, String> texts(Map<String, String> templates) {
        var rendered = new TreeMap<String, String>(ByteOrder.OF_UTF8);
        templates.forEach((key, template) -> rendered.put(key, text(template)));
        return rendered;
    }

    /** Data with all texts in it rendered, keys too; what renders to YAML other than a text becomes data itself. */
    Object structure(Object template) {
        if (template instanceof Map<?, ?> map) {
            var rendered = new TreeMap<String, Object>(ByteOrder.OF_UTF8);
            map.forEach((key, value) -> rendered.put(text(String.valueOf(key)), structure(value)));
            return rendered;
        }
        if (template instanceof List<?> list) {
            return list.stream().map(this::structure).collect(Collectors.toCollection(java.util.ArrayList::new));
        }
        return template instanceof String text ? reread(text(text)) : template;
    }

    private Object reread(String rendered) {
        try {
            var value = world.yaml().apply(rendered);
            return value instanceof String ? rendered : structured(value);
        } catch (IllegalArgumentException e) {
            return rendered;
        }
    }

    // Alertmanager would even render the texts in it once more; but they are what alerts bring, and no templates.
    private Object structured(Object value) {
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>(ByteOrder.OF_UTF8);
            map.forEach((key, inner) -> sorted.put(String.valueOf(key), structured(inner)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::structured).collect(Collectors.toCollection(java.util.ArrayList::new));
        }
        return value instanceof String text ? reread(text) : value;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String escaped(String receiver) {
        var escaped = new StringBuilder();
        receiver.chars()
                .forEach(c -> escaped.append(SIGNS_OF_REGEX.indexOf(c) >= 0 ? "\\" : "")
                        .append((char) c));
        return escaped.toString();
    }
}
