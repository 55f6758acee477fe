package dev.tocsin.notification.receivers.http;

import dev.tocsin.notation.GoQuote;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The address of a web server. */
public final class WebUrl {
    private static final Pattern START = Pattern.compile("^[^:/?#]+://[^/?#]*");
    private static final String ILLEGAL = "\"<>[]\\^`{|}";
    private static final byte DELETE = 0x7f;

    private WebUrl() {}

    /** @throws IllegalArgumentException in Alertmanager's words */
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
     * As it goes over the wire: what may not stand in it as it is, such as a space in what a template wrote, is escaped.
     *
     * @throws IllegalArgumentException if it is none even so; does not tell it, for it may hold a secret
     */
    public static URI of(String url) {
        check(url);
        return URI.create(escaped(url));
    }

    /**
     * Where a server sends us on to, which may be told as seen from there.
     *
     * @throws IllegalArgumentException as the other
     */
    public static URI redirectTarget(URI server, String target) {
        try {
            return server.resolve(new URI(escaped(target)));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("invalid URL: " + e.getReason(), e);
        }
    }

    /** A text as a part of a path, whatever is in it. */
    public static String path(String text) {
        return escaped(text, "?#%");
    }

    /** What is escaped already stays as it is. */
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

    /** The same with a path or query behind it. */
    public static String join(String base, String path) {
        return (base.endsWith("/") ? base : base + "/") + path;
    }
}
