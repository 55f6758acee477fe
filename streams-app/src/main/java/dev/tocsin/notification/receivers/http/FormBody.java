package dev.tocsin.notification.receivers.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Body of type {@code application/x-www-form-urlencoded}, sorted by name. */
public final class FormBody {
    private final Map<String, String> fields = new TreeMap<>();

    public FormBody and(String name, String value) {
        fields.put(name, value);
        return this;
    }

    public FormBody andIfNotEmpty(String name, String value) {
        return value.isEmpty() ? this : and(name, value);
    }

    @Override
    public String toString() {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
