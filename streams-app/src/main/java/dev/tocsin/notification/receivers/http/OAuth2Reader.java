package dev.tocsin.notification.receivers.http;

import dev.tocsin.notification.receivers.http.OAuthGrant.Algorithm;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an {@code oauth2}: the token server and the grant. */
final class OAuth2Reader {
    private static final String NAME_A_KEY = "name it as client_certificate_key or client_certificate_key_file";

    private OAuth2Reader() {}

    static Authorization read(YamlValue value) {
        var map = value.map();
        map.rejectUnsupported(List.of("client_secret_ref", "client_certificate_key_ref"));
        var id = map.text("client_id", "");
        if (id.isEmpty()) {
            value.problem("oauth2 client_id must be configured", "");
        }
        var url = map.text("token_url", "");
        if (url.isEmpty()) {
            value.problem("oauth2 token_url must be configured", "");
        }
        var oauth = new Authorization.OAuth2(
                id,
                grant(map),
                url,
                map.get("scopes").map(YamlValue::texts).orElse(List.of()),
                endpointParameters(map),
                TransportConfigReader.read(map));
        map.rejectUnknownKeys();
        return oauth;
    }

    // Token servers take passwords as parameters, too.
    private static Map<String, String> endpointParameters(YamlMap map) {
        map.get("endpoint_params").ifPresent(YamlValue::recordSecret);
        return map.strings("endpoint_params");
    }

    /** As in Alertmanager, the keys of the other grant are allowed and have no effect. */
    private static OAuthGrant grant(YamlMap map) {
        var credentials = new OAuthGrant.ClientCredentials(SecretReader.secret(map, "client_secret"));
        var bearer = new OAuthGrant.JwtBearer(
                SecretReader.secret(map, "client_certificate_key"),
                map.text("client_certificate_key_id", ""),
                algorithm(map),
                map.text("iss", ""),
                map.text("audience", ""),
                claims(map));
        var name = map.text("grant_type", OAuthGrant.ClientCredentials.NAME);
        if (name.equals(OAuthGrant.JwtBearer.NAME)) {
            if (bearer.credential().isNone()) {
                map.problem("grant_type", "grant_type %s has no key to sign with".formatted(name), NAME_A_KEY);
            }
            return bearer;
        }
        if (!name.isEmpty() && !name.equals(OAuthGrant.ClientCredentials.NAME)) {
            map.problem(
                    "grant_type",
                    "unknown grant_type %s".formatted(name),
                    "it must be %s or %s".formatted(OAuthGrant.ClientCredentials.NAME, OAuthGrant.JwtBearer.NAME));
        }
        return credentials;
    }

    private static Algorithm algorithm(YamlMap map) {
        var name = map.text("signature_algorithm", "");
        return Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    if (!name.isEmpty()) {
                        map.problem("signature_algorithm", "valid signature algorithms are RS256, RS384 and RS512", "");
                    }
                    return Algorithm.RS256;
                });
    }

    private static Map<String, Object> claims(YamlMap map) {
        var claims = new LinkedHashMap<String, Object>();
        map.get("claims")
                .ifPresent(value -> value.entries().forEach((name, claim) -> claims.put(name, claim.toJava())));
        return claims;
    }
}
