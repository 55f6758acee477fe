package dev.tocsin.http.webconfig;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** User and password of basic authentication. */
record Login(String user, String password) {
    private static final String SCHEME = "basic ";

    /** Reads the header {@code Authorization}; empty if it is absent or has another form. */
    static Optional<Login> of(Request request) {
        var header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            var decoded = new String(
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()), StandardCharsets.UTF_8);
            var colon = decoded.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Login(decoded.substring(0, colon), decoded.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** User and password as one text, which no other login has. */
    String secret() {
        return user + ":" + password;
    }

    @Override
    public String toString() {
        return "login of " + user;
    }
}
