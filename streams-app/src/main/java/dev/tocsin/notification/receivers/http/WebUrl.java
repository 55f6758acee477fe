package dev.tocsin.notification.receivers.http;

import dev.tocsin.notation.GoQuote;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An HTTP URL, parsed as Go's {@code net/url} parses it. Unlike {@link URI}, it takes any host name that a resolver may
 * know, such as {@code alert_bridge}.
 *
 * @param login user and password, separated by a colon and not escaped; empty for none
 * @param host in ASCII; an IPv6 address without brackets
 * @param port -1 for the default of the scheme
 * @param target path and query, escaped
 */
public record WebUrl(String scheme, Optional<String> login, String host, int port, String target) {
    private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*):(.*)$", Pattern.DOTALL);
    private static final Pattern USER_INFO = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");
    private static final Pattern HOST_CHARACTERS =
            Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:<>\"\\x{80}-\\x{10ffff}-]");
    private static final Pattern INVALID_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2}).{0,2}", Pattern.DOTALL);
    private static final String ILLEGAL = "\"<>[]\\^`{|}";
    private static final byte DELETE = 0x7f;
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if it is not an HTTP URL with a host, with Alertmanager's message */
    public static void check(String url) {
        of(url);
    }

    /**
     * Parses a URL. Illegal characters of its path and query, such as a space from a template, are escaped.
     *
     * @throws IllegalArgumentException if it is not an HTTP URL; the message does not contain it, since it may be secret
     */
    public static WebUrl of(String url) {
        if (url.chars().anyMatch(c -> c < ' ' || c == DELETE)) {
            throw new IllegalArgumentException("invalid URL: invalid control character in URL");
        }
        var bare = url.indexOf('#') < 0 ? url : url.substring(0, url.indexOf('#'));
        var matcher = SCHEME.matcher(bare);
        var scheme = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        if (!Set.of("http", "https").contains(scheme)) {
            throw new IllegalArgumentException("unsupported scheme %s for URL".formatted(GoQuote.quote(scheme)));
        }
        var rest = matcher.group(2);
        if (!rest.startsWith("//")) {
            throw new IllegalArgumentException("missing host for URL");
        }
        var end = end(rest.substring(2)) + 2;
        return of(scheme, rest.substring(2, end), escapedTarget(rest.substring(end)));
    }

    private static int end(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/' || text.charAt(i) == '?') {
                return i;
            }
        }
        return text.length();
    }

    /** The last {@code @} ends the login. */
    private static WebUrl of(String scheme, String authority, String target) {
        var at = authority.lastIndexOf('@');
        var info = authority.substring(0, Math.max(at, 0));
        if (!USER_INFO.matcher(info).matches()) {
            throw new IllegalArgumentException("invalid URL: invalid userinfo");
        }
        var login = at < 0 ? Optional.<String>empty() : Optional.of(login(info));
        var server = authority.substring(at + 1);
        if (server.isEmpty()) {
            throw new IllegalArgumentException("missing host for URL");
        }
        var bracket = server.startsWith("[") ? server.lastIndexOf(']') : -1;
        if (server.startsWith("[") && bracket < 0) {
            throw new IllegalArgumentException("invalid URL: missing ']' in host");
        }
        var colon = server.indexOf(':', bracket + 1);
        var name = colon < 0 ? server : server.substring(0, colon);
        var port = colon < 0 ? -1 : port(server.substring(colon + 1));
        return new WebUrl(scheme, login, bracket < 0 ? hostName(name) : address(name), port, target);
    }

    private static String login(String info) {
        var colon = info.indexOf(':');
        return colon < 0
                ? unescaped(info) + ":"
                : unescaped(info.substring(0, colon)) + ":" + unescaped(info.substring(colon + 1));
    }

    private static int port(String text) {
        if (!text.matches("[0-9]*")) {
            throw new IllegalArgumentException(
                    "invalid URL: invalid port %s after host".formatted(GoQuote.quote(":" + text)));
        }
        if (text.isEmpty()) {
            return -1;
        }
        if (text.length() > 5 || Integer.parseInt(text) > MAX_PORT) {
            throw new IllegalArgumentException("invalid URL: port %s is not from 0 to 65535".formatted(text));
        }
        return Integer.parseInt(text);
    }

    private static String hostName(String escaped) {
        if (escaped.matches(".*%[0-7][0-9a-fA-F].*")) {
            throw new IllegalArgumentException("invalid URL: invalid URL escape in host name");
        }
        var name = unescaped(escaped);
        name.codePoints().forEach(c -> {
            var character = Character.toString(c);
            if (!HOST_CHARACTERS.matcher(character).matches()) {
                throw new IllegalArgumentException(
                        "invalid URL: invalid character %s in host name".formatted(GoQuote.quote(character)));
            }
        });
        if (name.isEmpty()) {
            return "localhost";
        }
        return name.chars().allMatch(c -> c < DELETE) ? name : IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
    }

    /** An address in brackets. A zone follows {@code %25}. */
    private static String address(String brackets) {
        var address = unescaped(brackets.substring(1, brackets.length() - 1));
        if (!address.matches("[0-9a-fA-F:.]+(%.+)?")) {
            throw new IllegalArgumentException("invalid URL: invalid host: %s is no IPv6 address"
                    .formatted(GoQuote.quote(brackets.substring(1, brackets.length() - 1))));
        }
        return address;
    }

    private static String unescaped(String text) {
        checkEscapes(text);
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void checkEscapes(String text) {
        var invalid = INVALID_ESCAPE.matcher(text);
        if (invalid.find()) {
            throw new IllegalArgumentException("invalid URL: invalid URL escape " + GoQuote.quote(invalid.group()));
        }
    }

    private static String escapedTarget(String text) {
        var query = text.indexOf('?');
        checkEscapes(query < 0 ? text : text.substring(0, query));
        return escaped(
                INVALID_ESCAPE
                        .matcher(text)
                        .replaceAll(invalid -> "%25" + invalid.group().substring(1)),
                "");
    }

    /** The value of the header {@code Authorization} for the login; empty for none. */
    public String authorization() {
        return login.map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .orElse("");
    }

    /** Host and port, as in the header {@code Host}. */
    public String hostAndPort() {
        var name = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
        return port < 0 ? name : name + ":" + port;
    }

    public int portOrDefault() {
        return port >= 0 ? port : isEncrypted() ? 443 : 80;
    }

    public boolean isEncrypted() {
        return scheme.equals("https");
    }

    /** Whether Java's HTTP client takes the host. */
    public boolean isJavaHost() {
        try {
            return new URI(scheme + "://" + hostAndPort()).getHost() != null && !host.contains("%");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * The URL without its login, at the host or at an address of it.
     *
     * @param address of the host, such as {@code 127.0.0.1} or {@code ::1}; or the host itself
     */
    public URI uri(String address) {
        var name = address.contains(":") ? "[" + address + "]" : address;
        return URI.create(scheme + "://" + name + (port < 0 ? "" : ":" + port) + target);
    }

    /** The URL without its login. */
    public URI uri() {
        return uri(host);
    }

    /** Whether scheme, host and port are those of another URL. */
    public boolean isSameServer(WebUrl other) {
        return scheme.equals(other.scheme)
                && host.equalsIgnoreCase(other.host)
                && portOrDefault() == other.portOrDefault();
    }

    /**
     * The target of a redirect. A target without a host keeps the login, as in Go.
     *
     * @throws IllegalArgumentException as in {@link #of}
     */
    public WebUrl redirect(String location) {
        if (location.startsWith("//")) {
            return of(scheme + ":" + location);
        }
        if (SCHEME.matcher(location).matches()) {
            return of(location);
        }
        var plain = location.indexOf('#') < 0 ? location : location.substring(0, location.indexOf('#'));
        var relative = URI.create("http://host" + target).resolve(escapedTarget(plain));
        return new WebUrl(scheme, login, host, port, relative.toString().substring("http://host".length()));
    }

    /** Escapes a text for use in a path. */
    public static String path(String text) {
        return escaped(text, "?#%");
    }

    /** Existing escapes are kept. */
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

    @Override
    public String toString() {
        return scheme + "://" + hostAndPort() + "/" + Secret.MASK;
    }
}
