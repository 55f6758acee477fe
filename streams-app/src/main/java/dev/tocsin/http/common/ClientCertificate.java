package dev.tocsin.http.common;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.util.Attributes;

/**
 * Names in the client certificate of a connection.
 *
 * @param subject the distinguished name (RFC 2253), such as {@code CN=prometheus,O=example}
 * @param sans subject alternative names: DNS names, e-mail addresses, IP addresses and URIs
 */
public record ClientCertificate(String subject, List<String> sans) {
    private static final String ATTRIBUTE = "tocsin.client-certificate";
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    public ClientCertificate {
        sans = List.copyOf(sans);
    }

    /** Returns the certificate of the client if an authority of the web configuration has verified it. */
    public static Optional<ClientCertificate> verified(Context request) {
        return Optional.ofNullable(request.attribute(ATTRIBUTE));
    }

    /** As for the resources, for a request that has not reached them yet. */
    public static Optional<ClientCertificate> verified(Attributes request) {
        return Optional.ofNullable((ClientCertificate) request.getAttribute(ATTRIBUTE));
    }

    public static ClientCertificate of(X509Certificate certificate) {
        return new ClientCertificate(certificate.getSubjectX500Principal().getName(), sans(certificate));
    }

    /** Hands the certificate on to the resources. Only for a verified one. */
    public void attachTo(Attributes request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    private static List<String> sans(X509Certificate certificate) {
        var sans = new ArrayList<String>();
        try {
            for (var name : Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of())) {
                switch ((Integer) name.get(0)) {
                    case EMAIL, DNS, URI -> sans.add((String) name.get(1));
                    case IP -> sans.add(address((String) name.get(1)));
                    default -> {
                        // Other kinds of names cannot be configured.
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return sans;
    }

    // Java writes all eight groups of an IPv6 address. Groups of zeros are left out (RFC 5952).
    private static String address(String literal) {
        if (!literal.contains(":")) {
            return literal;
        }
        try {
            var text = InetAddress.getByName(literal).getHostAddress();
            return text.replaceFirst("(^|:)0(:0)+(:|$)", "::");
        } catch (UnknownHostException e) {
            return literal;
        }
    }
}
