package dev.tocsin.config;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.HttpSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Reads an {@code http_config}: how a web server wants to be spoken to. */
final class HttpConfigReader {
    private static final List<String> NOT_YET =
            List.of("oauth2", "tls_config", "proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header");
    private static final List<String> NOT_YET_BASIC = List.of("username_ref", "password_ref");
    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "host",
            "content-encoding",
            "content-length",
            "content-type",
            "user-agent",
            "connection",
            "keep-alive",
            "www-authenticate",
            "accept-encoding");
    private static final List<String> RESERVED_PREFIXES = List.of("proxy-", "x-prometheus-", "x-amz-");

    private final SecretFile secrets;

    HttpConfigReader(UnaryOperator<String> readFile) {
        this.secrets = new SecretFile(readFile);
    }

    HttpSettings read(YamlValue value) {
        var map = value.map();
        NotYet.refuse(map, NOT_YET);
        checkExclusions(map);
        var settings = HttpSettings.DEFAULT
                .withFollowRedirects(map.bool("follow_redirects", true))
                .withHeaders(headers(map));
        if (!map.bool("enable_http2", true)) {
            map.problem("enable_http2", "enable_http2: false is not supported yet by this version", "remove it");
        }
        var authorized = bearer(map, authorization(map, basicAuth(map, settings)));
        map.refuseOthers();
        return authorized;
    }

    private static void checkExclusions(YamlMap map) {
        var tokens = count(map, "bearer_token", "bearer_token_file");
        if (tokens > 1) {
            map.problem("bearer_token", "at most one of bearer_token & bearer_token_file must be configured", "");
        }
        if (tokens > 0 && count(map, "basic_auth", "oauth2") > 0) {
            map.problem(
                    "basic_auth",
                    "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured",
                    "");
        }
        if (tokens > 0 && map.get("authorization").isPresent()) {
            map.problem("authorization", "authorization is not compatible with bearer_token & bearer_token_file", "");
        }
        if (count(map, "basic_auth", "oauth2", "authorization") > 1) {
            map.problem("authorization", "at most one of basic_auth, oauth2 & authorization must be configured", "");
        }
    }

    private static long count(YamlMap map, String... keys) {
        return List.of(keys).stream().filter(key -> map.get(key).isPresent()).count();
    }

    private HttpSettings basicAuth(YamlMap map, HttpSettings settings) {
        return map.get("basic_auth")
                .map(value -> {
                    var basic = value.map();
                    NotYet.refuse(basic, NOT_YET_BASIC);
                    var user = secret(basic, "username");
                    var password = secret(basic, "password");
                    basic.refuseOthers();
                    return settings.withBasicAuth(user, password);
                })
                .orElse(settings);
    }

    private HttpSettings authorization(YamlMap map, HttpSettings settings) {
        return map.get("authorization")
                .map(value -> {
                    var authorization = value.map();
                    NotYet.refuse(authorization, List.of("credentials_ref"));
                    var type = authorization.text("type", "Bearer");
                    if (type.equalsIgnoreCase("basic")) {
                        authorization.problem(
                                "type",
                                "authorization type cannot be set to \"basic\", use \"basic_auth\" instead",
                                "");
                    }
                    var credentials = secret(authorization, "credentials");
                    authorization.refuseOthers();
                    return settings.withAuthorization(type, credentials);
                })
                .orElse(settings);
    }

    private HttpSettings bearer(YamlMap map, HttpSettings settings) {
        var token = secret(map, "bearer_token");
        return token.isEmpty() ? settings : settings.withAuthorization("Bearer", token);
    }

    /** The value of a key, or of the file that {@code KEY_file} names. */
    private String secret(YamlMap map, String key) {
        var inline = map.get(key).flatMap(YamlValue::text);
        var file = map.get(key + "_file");
        if (inline.isPresent() && file.isPresent() && !key.equals("bearer_token")) {
            map.problem(key, "at most one of %s & %s_file must be configured".formatted(key, key), "");
        }
        return inline.or(() -> file.flatMap(secrets::read)).orElse("");
    }

    private Map<String, List<String>> headers(YamlMap map) {
        var headers = new TreeMap<String, List<String>>();
        map.get("http_headers")
                .ifPresent(value -> value.entries().forEach((name, header) -> {
                    if (isReserved(name)) {
                        header.problem("setting header %s is not allowed".formatted(GoQuote.quote(name)), "remove it");
                    }
                    headers.put(name, values(header.map()));
                }));
        return headers;
    }

    private List<String> values(YamlMap header) {
        var values = new ArrayList<String>();
        header.items("values").forEach(item -> item.text().ifPresent(values::add));
        header.items("secrets").forEach(item -> item.text().ifPresent(values::add));
        header.items("files").stream()
                .map(secrets::read)
                .flatMap(Optional::stream)
                .forEach(values::add);
        header.refuseOthers();
        return values;
    }

    private static boolean isReserved(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith);
    }
}
