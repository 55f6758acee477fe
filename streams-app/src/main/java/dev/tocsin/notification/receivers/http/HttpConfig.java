package dev.tocsin.notification.receivers.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * HTTP settings of an integration: {@code http_config}.
 *
 * @param headers additional headers, sorted by name
 */
public record HttpConfig(
        Authorization authorization,
        Map<String, List<Secret>> headers,
        boolean followRedirects,
        TransportConfig transport) {
    public static final HttpConfig DEFAULT = new HttpConfig(Authorization.NONE, Map.of(), true, TransportConfig.DIRECT);

    public HttpConfig {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public HttpConfig with(Authorization other) {
        return new HttpConfig(other, headers, followRedirects, transport);
    }

    public HttpConfig withHeaders(Map<String, List<Secret>> more) {
        return new HttpConfig(authorization, more, followRedirects, transport);
    }

    public HttpConfig withTransport(TransportConfig other) {
        return new HttpConfig(authorization, headers, followRedirects, other);
    }

    public boolean isAuthorized() {
        return !authorization.equals(Authorization.NONE);
    }
}
