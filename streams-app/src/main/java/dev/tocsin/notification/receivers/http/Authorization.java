package dev.tocsin.notification.receivers.http;

import java.util.List;
import java.util.Map;

/** Credentials of HTTP requests. */
public sealed interface Authorization {
    Authorization NONE = new None();

    record None() implements Authorization {}

    record Basic(Secret user, Secret password) implements Authorization {}

    /** @param type usually {@code Bearer} */
    record Token(String type, Secret credentials) implements Authorization {}

    /** An access token from a token server (RFC 6749). */
    record OAuth2(
            String clientId,
            OAuthGrant grant,
            String tokenUrl,
            List<String> scopes,
            Map<String, String> parameters,
            TransportConfig transport)
            implements Authorization {
        public OAuth2 {
            scopes = List.copyOf(scopes);
            parameters = Map.copyOf(parameters);
        }
    }

    static Authorization bearer(Secret token) {
        return new Token("Bearer", token);
    }
}
