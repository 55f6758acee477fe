package dev.tocsin.senders;

import dev.tocsin.notation.GoJson;
import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.OAuthGrant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JWT for the authorization grant of RFC 7523.
 *
 * @param header algorithm and key id
 */
record JwtAssertion(OAuthGrant.Algorithm algorithm, Map<String, Object> header, Map<String, Object> claims) {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** @param id unique: the claim {@code jti} */
    static JwtAssertion of(Authorization.OAuth2 oauth, OAuthGrant.JwtBearer grant, Instant now, String id) {
        var header = new TreeMap<String, Object>(Map.of("alg", grant.algorithm().name(), "typ", "JWT"));
        if (!grant.keyId().isEmpty()) {
            header.put("kid", grant.keyId());
        }
        var claims = new TreeMap<String, Object>();
        claims.put("iss", grant.issuer().isEmpty() ? oauth.clientId() : grant.issuer());
        claims.put("sub", oauth.clientId());
        claims.put("aud", grant.audience().isEmpty() ? oauth.tokenUrl() : grant.audience());
        claims.put("jti", id);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        if (!oauth.scopes().isEmpty()) {
            claims.put("scope", String.join(" ", oauth.scopes()));
        }
        claims.putAll(grant.claims());
        return new JwtAssertion(grant.algorithm(), header, claims);
    }

    /**
     * The signed JWT in compact form (RFC 7515).
     *
     * @param key private RSA key (PEM)
     * @throws IllegalStateException if the key is invalid; the message is for users
     */
    String sign(String key) {
        try {
            if (!(Pem.privateKey(key) instanceof RSAPrivateKey rsa)) {
                throw new GeneralSecurityException("it is not an RSA key");
            }
            var text = encoded(header) + "." + encoded(claims);
            var signature = Signature.getInstance(algorithm.javaName());
            signature.initSign(rsa);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("oauth2: client_certificate_key cannot be used: " + e.getMessage(), e);
        }
    }

    private static String encoded(Map<String, Object> part) {
        return encoded(GoJson.value(part).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }
}
