package dev.tocsin.notification.receivers.http;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads an {@code http_config}: settings of HTTP requests to one receiver. */
public final class HttpConfigReader {
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

    private HttpConfigReader() {}

    /** Adds problems to the value. */
    public static HttpConfig read(YamlValue value) {
        var map = value.map();
        checkExclusions(map);
        // No effect: requests always use HTTP/1.1, which every server supports.
        map.bool("enable_http2", true);
        var config = new HttpConfig(
                authorization(map),
                map.get("http_headers").map(HttpConfigReader::headers).orElse(Map.of()),
                map.bool("follow_redirects", true),
                TransportConfigReader.read(map));
        map.rejectUnknownKeys();
        return config;
    }

    private static void checkExclusions(YamlMap map) {
        var tokens = count(map, "bearer_token", "bearer_token_file");
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

    private static Authorization authorization(YamlMap map) {
        var bearer = SecretReader.secret(map, "bearer_token");
        var basic = map.get("basic_auth").map(HttpConfigReader::basic);
        var token = map.get("authorization").map(HttpConfigReader::token);
        var oauth = map.get("oauth2").map(OAuth2Reader::read);
        return oauth.or(() -> token)
                .or(() -> basic)
                .orElse(bearer.isNone() ? Authorization.NONE : Authorization.bearer(bearer));
    }

    private static Authorization basic(YamlValue value) {
        var map = value.map();
        map.rejectUnsupported(List.of("username_ref", "password_ref"));
        var basic = new Authorization.Basic(SecretReader.shown(map, "username"), SecretReader.secret(map, "password"));
        map.rejectUnknownKeys();
        return basic;
    }

    private static Authorization token(YamlValue value) {
        var map = value.map();
        map.rejectUnsupported(List.of("credentials_ref"));
        var type = map.text("type", "Bearer");
        if (type.equalsIgnoreCase("basic")) {
            map.problem("type", "authorization type cannot be set to \"basic\", use \"basic_auth\" instead", "");
        }
        var token = new Authorization.Token(type, SecretReader.secret(map, "credentials"));
        map.rejectUnknownKeys();
        return token;
    }

    /** Headers by name: {@code values}, {@code secrets} and {@code files}. Adds problems to the value. */
    public static Map<String, List<Secret>> headers(YamlValue value) {
        var headers = new TreeMap<String, List<Secret>>();
        value.entries().forEach((name, header) -> {
            if (isReserved(name)) {
                header.problem("setting header %s is not allowed".formatted(GoQuote.quote(name)), "remove it");
            }
            headers.put(name, values(header.map()));
        });
        return headers;
    }

    private static List<Secret> values(YamlMap header) {
        var values = new ArrayList<Secret>();
        for (var key : List.of("values", "secrets")) {
            header.get(key).ifPresent(YamlValue::recordSecret);
            header.get(key).ifPresent(YamlValue::recordResolved);
            header.items(key)
                    .forEach(item -> item.text().ifPresent(text -> {
                        if (!Secret.isHeaderValue(text)) {
                            item.problem(
                                    "the value of a header has a character outside of ASCII, which cannot be sent", "");
                        }
                        values.add(Secret.of(text));
                    }));
        }
        header.get("files").ifPresent(YamlValue::recordResolved);
        header.items("files").forEach(item -> item.text().map(Secret::inFile).ifPresent(values::add));
        header.rejectUnknownKeys();
        return values;
    }

    private static boolean isReserved(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith);
    }
}
