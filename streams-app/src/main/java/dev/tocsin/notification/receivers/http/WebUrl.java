package dev.tocsin.notification.receivers.http;

import dev.tocsin.notation.GoQuote;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks, escapes and joins HTTP URLs. */
public final class WebUrl {
    private static final Pattern START = Pattern.compile("^[^:/?#]+://[^/?#]*");
    private static final String ILLEGAL = "\"<>[]\\^`{|}";
    private static final byte DELETE = 0x7f;

    private WebUrl() {}

    /** @throws IllegalArgumentException if it is not an HTTP URL with a host, with Alertmanager's message */
    public static void check(String url) {
        try {
            var uri = new URI(escaped(url));
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!Set.of("http", "https").contains(scheme)) {
                throw new IllegalArgumentException("unsupported scheme %s for URL".formatted(GoQuote.quote(scheme)));
            }
            if (uri.getHost() == null) {
                throw new IllegalArgumentException(
                        uri.getRawAuthority() == null
                                ? "missing host for URL"
                                : "URL host %s is not a host name: letters, digits, dots and hyphens only"
                                        .formatted(GoQuote.quote(withoutLogin(uri.getRawAuthority()))));
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("invalid URL: " + e.getReason(), e);
        }
    }

    private static String withoutLogin(String authority) {
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /**
     * The URL of a request. Illegal characters, such as a space from a template, are escaped.
     *
     * @throws IllegalArgumentException if it is still not a URL; the message does not contain it, since it may be secret
     */
    public static URI of(String url) {
        check(url);
        return URI.create(escaped(url));
    }

    /**
     * The target of a redirect, absolute or relative to {@code server}.
     *
     * @throws IllegalArgumentException as in {@link #of}
     */
    public static URI redirectTarget(URI server, String target) {
        try {
            return server.resolve(new URI(escaped(target)));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("invalid URL: " + e.getReason(), e);
        }
    }

    /** Escapes a text for use in a path. */
    public static String path(String text) {
        return escaped(text, "?#%");
    }

    /** Existing escapes are kept. */
    private static String escaped(String url) {
        var start = START.matcher(url);
        var path = start.find() ? start.end() : 0;
        return url.substring(0, path) + escaped(url.substring(path), "");
    }

    private static String escaped(String text, String further) {
        var escaped = new StringBuilder();
        for (var unit : text.getBytes(StandardCharsets.UTF_8)) {
            var isPlain = unit > ' ' && unit < DELETE && ILLEGAL.indexOf(unit) < 0 && further.indexOf(unit) < 0;
            escaped.append(isPlain ? String.valueOf((char) unit) : "%%%02X".formatted(unit));
        }
        return escaped.toString();
    }

    /** Appends a path or query, with exactly one slash between. */
    public static String join(String base, String path) {
        return (base.endsWith("/") ? base : base + "/") + path;
    }
}
