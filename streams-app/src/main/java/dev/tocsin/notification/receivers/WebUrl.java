package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The address of a web server. */
public final class WebUrl {
    private WebUrl() {}

    /** @throws IllegalArgumentException in Alertmanager's words */
    public static void check(String url) {
        try {
            var uri = new URI(url);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!Set.of("http", "https").contains(scheme)) {
                throw new IllegalArgumentException("unsupported scheme %s for URL".formatted(GoQuote.quote(scheme)));
            }
            if (uri.getHost() == null) {
                throw new IllegalArgumentException(
                        uri.getRawAuthority() == null
                                ? "missing host for URL"
                                : "URL host %s is not a host name: letters, digits, dots and hyphens only"
                                        .formatted(GoQuote.quote(uri.getRawAuthority())));
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("invalid URL: " + e.getReason(), e);
        }
    }

    /** The same with a path or query behind it. */
    static String join(String base, String path) {
        return (base.endsWith("/") ? base : base + "/") + path;
    }
}
