package dev.tocsin.notification.receivers.http;

import dev.tocsin.notation.GoJson;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked of a web server.
 *
 * @param headers beyond those of {@code http}
 * @param body empty for none
 */
public record Request(String method, String url, Map<String, String> headers, String body, HttpSettings http) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    public Request {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public static Request post(String url, String json, HttpSettings http) {
        return new Request("POST", url, JSON, json, http);
    }

    /** With JSON as Go's encoder writes it to a stream: a line. */
    public static Request post(String url, Object json, HttpSettings http) {
        return post(url, GoJson.value(json) + "\n", http);
    }

    public static Request put(String url, Object json, HttpSettings http) {
        return new Request("PUT", url, JSON, GoJson.value(json) + "\n", http);
    }

    public static Request get(String url, HttpSettings http) {
        return new Request("GET", url, Map.of(), "", http);
    }

    public Request with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Request(method, url, more, body, http);
    }

    @Override
    public String toString() {
        return method + " to <secret>";
    }
}
