package dev.tocsin.config;

import dev.tocsin.http.auth.AuthSettings;
import dev.tocsin.http.auth.AuthSettings.CertificateLogin;
import dev.tocsin.http.auth.AuthSettings.Oidc;
import dev.tocsin.http.auth.AuthSettings.Proxy;
import dev.tocsin.http.auth.AuthSettings.RoleMembers;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the section {@code auth} and {@code http.cors_origins}. */
final class AuthSettingsReader {
    private static final String NETWORK_FORMAT = "a network such as 10.0.0.0/8, or an address";
    private static final String ORIGIN_FORMAT = "an origin such as https://karma.example.org, without a path";
    private static final String CERTIFICATE_FORMAT = "none, common_name, subject or san";
    private static final String HEADER_FORMAT = "the name of a header, such as X-Forwarded-User";
    private static final String KEYS_FORMAT = "a URL with https (http only on this machine), without a login";

    private AuthSettingsReader() {}

    static AuthSettings read(YamlMap auth, YamlMap http) {
        return new AuthSettings(
                roles(auth, "anonymous"),
                roles(auth, "authenticated"),
                members(auth.map("roles")),
                auth.read("tokens_file", "a path", Path::of),
                auth.read("client_certificates", CERTIFICATE_FORMAT, AuthSettingsReader::certificateLogin)
                        .orElse(CertificateLogin.NONE),
                proxy(auth.map("proxy")),
                oidc(auth, auth.map("oidc")),
                parsed(http, "cors_origins", ORIGIN_FORMAT, AuthSettingsReader::origin));
    }

    private static Optional<Set<Role>> roles(YamlMap map, String key) {
        return map.get(key).map(value -> parsed(value, Role.NAMES, Role::parse));
    }

    private static Map<Role, RoleMembers> members(YamlMap roles) {
        var members = new EnumMap<Role, RoleMembers>(Role.class);
        for (var role : Role.values()) {
            var entry = roles.map(role.toString());
            members.put(role, new RoleMembers(texts(entry, "users"), texts(entry, "groups"), texts(entry, "tokens")));
        }
        return members;
    }

    private static Proxy proxy(YamlMap proxy) {
        return new Proxy(
                List.copyOf(parsed(proxy, "trusted_proxies", NETWORK_FORMAT, Proxy::checkedNetwork)),
                List.copyOf(texts(proxy, "trusted_certificates")),
                header(proxy, "user_header").orElse("X-Forwarded-User"),
                header(proxy, "groups_header"));
    }

    private static Optional<String> header(YamlMap proxy, String key) {
        return proxy.read(key, HEADER_FORMAT, text -> {
            require(text.matches("[A-Za-z0-9-]+"));
            return text;
        });
    }

    private static Optional<Oidc> oidc(YamlMap auth, YamlMap oidc) {
        var issuer = oidc.get("issuer").flatMap(YamlValue::text);
        var audience = oidc.get("audience").flatMap(YamlValue::text);
        var keys = oidc.read("jwks_url", KEYS_FORMAT, AuthSettingsReader::keysUrl);
        var name = oidc.text("name_claim", "sub");
        var groups = oidc.text("groups_claim", "groups");
        var skew = oidc.get("clock_skew").flatMap(AuthSettingsReader::skew).orElse(Duration.ofSeconds(30));
        var missing = Stream.of("issuer", "audience", "jwks_url")
                .filter(key -> oidc.get(key).isEmpty())
                .toList();
        if (missing.size() == 3) {
            return Optional.empty();
        }
        missing.forEach(key -> auth.problem(
                "oidc",
                "auth.oidc has no " + key,
                "issuer, audience and jwks_url belong together; the documentation of the issuer has them"));
        return issuer.isPresent() && audience.isPresent() && keys.isPresent()
                ? Optional.of(new Oidc(issuer.get(), audience.get(), keys.get(), name, groups, skew))
                : Optional.empty();
    }

    private static Optional<Duration> skew(YamlValue value) {
        return value.duration()
                .filter(found -> found.compareTo(Duration.ofMinutes(5)) <= 0
                        || value.wrongType("at most 5m").isPresent());
    }

    // An attacker in the network could add a key to an answer over plain HTTP.
    private static URI keysUrl(String text) {
        var url = URI.create(text);
        var isHere = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(url.getHost()));
        require(url.getHost() != null
                && url.getRawUserInfo() == null
                && ("https".equals(url.getScheme()) || isHere && "http".equals(url.getScheme())));
        return url;
    }

    private static String origin(String text) {
        var url = URI.create(text);
        require(List.of("http", "https").contains(String.valueOf(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null
                && text.equals(url.getScheme() + "://" + url.getRawAuthority()));
        return text.toLowerCase(Locale.ROOT);
    }

    private static CertificateLogin certificateLogin(String text) {
        require(List.of("none", "common_name", "subject", "san").contains(text.toLowerCase(Locale.ROOT)));
        return CertificateLogin.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Set<String> texts(YamlMap map, String key) {
        return parsed(map, key, "a text", text -> text);
    }

    private static <T> Set<T> parsed(YamlMap map, String key, String expected, Function<String, T> parser) {
        return map.get(key).map(value -> parsed(value, expected, parser)).orElse(Set.of());
    }

    /** Reads a list, or one text with commas as in a variable. */
    private static <T> Set<T> parsed(YamlValue value, String expected, Function<String, T> parser) {
        if (value.isList()) {
            return value.items().stream()
                    .flatMap(item -> item.read(expected, parser).stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
        return value.read(expected, text -> parts(text).map(parser).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    private static Stream<String> parts(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("");
        }
    }
}
