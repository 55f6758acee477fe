package dev.tocsin.notification.receivers.http;

import dev.tocsin.notation.GoJson;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP request of an integration.
 *
 * @param headers in addition to those of {@code http}
 * @param body empty for none
 */
public record WebRequest(String method, String url, Map<String, String> headers, String body, HttpConfig http) {
    private static final Map<String, String> FORM_HEADERS = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final Map<String, String> JSON_HEADERS = Map.of("Content-Type", "application/json");

    public WebRequest {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public static WebRequest post(String url, String json, HttpConfig http) {
        return new WebRequest("POST", url, JSON_HEADERS, json, http);
    }

    /** JSON followed by a line feed, as Go's {@code json.Encoder} writes it. */
    public static WebRequest post(String url, Object json, HttpConfig http) {
        return post(url, GoJson.value(json) + "\n", http);
    }

    public static WebRequest put(String url, Object json, HttpConfig http) {
        return new WebRequest("PUT", url, JSON_HEADERS, GoJson.value(json) + "\n", http);
    }

    public static WebRequest postForm(String url, FormBody form, HttpConfig http) {
        return new WebRequest("POST", url, FORM_HEADERS, form.toString(), http);
    }

    public static WebRequest get(String url, HttpConfig http) {
        return new WebRequest("GET", url, Map.of(), "", http);
    }

    public WebRequest with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new WebRequest(method, url, more, body, http);
    }

    @Override
    public String toString() {
        return method + " to <secret>";
    }
}
