package dev.tocsin.notification.receivers.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** By what a token server knows who asks for a token. */
public sealed interface OAuthGrant {
    /** A password or a private key. */
    Secret credential();

    /** The client's id and its password (RFC 6749, 4.4). */
    record ClientCredentials(Secret credential) implements OAuthGrant {
        public static final String NAME = "client_credentials";
    }

    /**
     * Claims that are signed with a key (RFC 7523, 2.1).
     *
     * @param credential an RSA key (PEM)
     * @param keyId by which the server finds the other half of the key; empty if it needs none
     * @param claims beyond those that are always there, or instead of them
     */
    record JwtBearer(
            Secret credential,
            String keyId,
            Algorithm algorithm,
            String issuer,
            String audience,
            Map<String, Object> claims)
            implements OAuthGrant {
        public static final String NAME = "urn:ietf:params:oauth:grant-type:jwt-bearer";

        public JwtBearer {
            claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        }
    }

    /** Of a signature, as tokens name it. */
    enum Algorithm {
        RS256("SHA256withRSA"),
        RS384("SHA384withRSA"),
        RS512("SHA512withRSA");

        private final String javaName;

        Algorithm(String javaName) {
            this.javaName = javaName;
        }

        public String javaName() {
            return javaName;
        }
    }
}
