package dev.tocsin.notification.receivers.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a web server wants to be spoken to: an {@code http_config}.
 *
 * @param headers further ones, in order of their names; they may be secrets
 */
public record HttpSettings(
        Authorization authorization, Map<String, List<Secret>> headers, boolean followRedirects, Transport transport) {
    public static final HttpSettings DEFAULT = new HttpSettings(Authorization.NONE, Map.of(), true, Transport.DIRECT);

    public HttpSettings {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public HttpSettings with(Authorization other) {
        return new HttpSettings(other, headers, followRedirects, transport);
    }

    public HttpSettings withHeaders(Map<String, List<Secret>> more) {
        return new HttpSettings(authorization, more, followRedirects, transport);
    }

    public HttpSettings withFollowRedirects(boolean follow) {
        return new HttpSettings(authorization, headers, follow, transport);
    }

    public HttpSettings over(Transport other) {
        return new HttpSettings(authorization, headers, followRedirects, other);
    }

    public boolean isAuthorized() {
        return !authorization.equals(Authorization.NONE);
    }
}
