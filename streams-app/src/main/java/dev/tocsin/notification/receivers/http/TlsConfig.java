package dev.tocsin.notification.receivers.http;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a connection is encrypted.
 *
 * @param authority certificates (PEM) of those who are trusted; none for those that Java trusts
 * @param certificate who we are (PEM), with {@code key}; none if nobody asks
 * @param serverName whom the other side's certificate must name; empty for the host that is called
 * @param insecure whether anybody is believed
 * @param oldest the oldest version that is spoken, as in {@code TLS12}; empty for Java's choice
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

    /** In Java's names. */
    public List<String> versions() {
        var from = minVersion.isEmpty() ? VERSIONS.indexOf("TLS12") : VERSIONS.indexOf(minVersion);
        var to = maxVersion.isEmpty() ? VERSIONS.size() - 1 : VERSIONS.indexOf(maxVersion);
        return Stream.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
                .skip(from)
                .limit(Math.max(0, to - from + 1L))
                .toList();
    }
}
