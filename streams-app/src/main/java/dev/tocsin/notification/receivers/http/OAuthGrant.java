package dev.tocsin.notification.receivers.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Credentials for a token server. */
public sealed interface OAuthGrant {
    /** The client's password or private key. */
    Secret credential();

    /** Client id and password (RFC 6749, 4.4). */
    record ClientCredentials(Secret credential) implements OAuthGrant {
        public static final String NAME = "client_credentials";
    }

    /**
     * A signed JWT as the grant (RFC 7523, 2.1).
     *
     * @param credential an RSA private key (PEM)
     * @param keyId the header {@code kid}; empty for none
     * @param claims additional claims; they override the standard ones
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

    /** Signature algorithm by its JWT name. */
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
