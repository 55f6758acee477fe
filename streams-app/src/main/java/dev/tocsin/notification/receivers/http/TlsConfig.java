package dev.tocsin.notification.receivers.http;

import java.util.List;
import java.util.stream.Stream;

/**
 * TLS settings of a connection: {@code tls_config}.
 *
 * @param ca trusted certificates (PEM); none for Java's trust store
 * @param certificate client certificate (PEM) of {@code key}; none for no client certificate
 * @param serverName expected name in the server's certificate; empty for the host of the connection
 * @param insecure whether server certificates are not verified
 * @param minVersion such as {@code TLS12}; empty for TLS 1.2
 * @param maxVersion empty for the newest version
 */
public record TlsConfig(
        Secret ca,
        Secret certificate,
        Secret key,
        String serverName,
        boolean insecure,
        String minVersion,
        String maxVersion) {
    public static final TlsConfig DEFAULT = new TlsConfig(Secret.NONE, Secret.NONE, Secret.NONE, "", false, "", "");
    static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

    TlsConfig withServerName(String name) {
        return new TlsConfig(ca, certificate, key, name, insecure, minVersion, maxVersion);
    }

    /** Allowed versions by Java's names, such as {@code TLSv1.2}. */
    public List<String> versions() {
        var from = minVersion.isEmpty() ? VERSIONS.indexOf("TLS12") : VERSIONS.indexOf(minVersion);
        var to = maxVersion.isEmpty() ? VERSIONS.size() - 1 : VERSIONS.indexOf(maxVersion);
        return Stream.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
                .skip(from)
                .limit(Math.max(0, to - from + 1L))
                .toList();
    }
}
