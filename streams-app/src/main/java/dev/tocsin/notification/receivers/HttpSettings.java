package dev.tocsin.notification.receivers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a web server wants to be spoken to.
 *
 * @param authorization the value of that header, or empty; a secret
 * @param headers further ones, in order of their names; secrets too
 */
public record HttpSettings(String authorization, Map<String, List<String>> headers, boolean followRedirects) {
    public static final HttpSettings DEFAULT = new HttpSettings("", Map.of(), true);

    public HttpSettings {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public HttpSettings withBasicAuth(String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return withAuthorization("Basic", Base64.getEncoder().encodeToString(pair));
    }

    /** @param type usually {@code Bearer} */
    public HttpSettings withAuthorization(String type, String credentials) {
        return new HttpSettings(type + " " + credentials, headers, followRedirects);
    }

    public HttpSettings withHeaders(Map<String, List<String>> more) {
        return new HttpSettings(authorization, more, followRedirects);
    }

    public HttpSettings withFollowRedirects(boolean follow) {
        return new HttpSettings(authorization, headers, follow);
    }

    @Override
    public String toString() {
        return "authorization %s, headers %s"
                .formatted(authorization.isEmpty() ? "none" : "<secret>", headers.keySet());
    }
}
