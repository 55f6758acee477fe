package dev.tocsin.http.webconfig;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Contents of a web configuration file.
 *
 * @param tls empty for plain HTTP
 * @param headers added to each response
 * @param rateLimit empty for no limit
 * @param users bcrypt hashes by user name; empty for no authentication
 */
record WebConfig(
        Optional<TlsSection> tls,
        boolean http2,
        Map<String, String> headers,
        Optional<RateLimit> rateLimit,
        Map<String, String> users) {
    WebConfig {
        headers = Map.copyOf(headers);
        users = Map.copyOf(users);
    }

    /** Leaves out the hashes and the private key. */
    @Override
    public String toString() {
        return "<secret>";
    }

    /**
     * Token bucket for all requests of a listener.
     *
     * @param interval time after which one more request is allowed
     * @param burst capacity of the bucket
     */
    record RateLimit(Duration interval, long burst) {}

    /**
     * Contents of {@code tls_server_config}. Certificates and keys are PEM texts.
     *
     * @param clientAuthorities empty for the authorities of the JVM
     * @param allowedSans empty if the names of a client certificate do not matter
     * @param versions allowed versions of the protocol, by Java's names
     * @param ciphers empty for the default
     * @param curves by Java's names; empty for the default
     */
    record TlsSection(
            String certificate,
            String key,
            String clientAuthorities,
            ClientAuth clientAuth,
            Optional<List<String>> allowedSans,
            List<String> versions,
            List<String> ciphers,
            boolean preferServerCiphers,
            List<String> curves) {
        TlsSection {
            allowedSans = allowedSans.map(List::copyOf);
            versions = List.copyOf(versions);
            ciphers = List.copyOf(ciphers);
            curves = List.copyOf(curves);
        }

        /** The part that decides which client certificates are accepted, and which count as verified. */
        record ClientRules(ClientAuth policy, String authorities, Optional<List<String>> allowedSans) {}

        ClientRules clientRules() {
            return new ClientRules(clientAuth, clientAuthorities, allowedSans);
        }

        @Override
        public String toString() {
            return "<secret>";
        }
    }

    /** Policy for client certificates. */
    enum ClientAuth {
        NONE,
        REQUEST,
        REQUIRE_ANY,
        VERIFY_IF_GIVEN,
        REQUIRE_AND_VERIFY;

        boolean verifies() {
            return this == VERIFY_IF_GIVEN || this == REQUIRE_AND_VERIFY;
        }

        boolean requires() {
            return this == REQUIRE_ANY || this == REQUIRE_AND_VERIFY;
        }
    }
}
