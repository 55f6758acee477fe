package dev.tocsin.http.auth;

import dev.tocsin.http.common.ClientCertificate;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;

/** Reads the headers of trusted proxies: the login, its groups, and the address of the client. */
public final class TrustedProxies {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    private final AuthSettings.Proxy settings;
    private final List<Network> networks;

    public TrustedProxies(AuthSettings.Proxy settings) {
        this.settings = settings;
        this.networks = settings.addresses().stream().map(Network::parse).toList();
    }

    /** Whether the connection comes from a trusted proxy. */
    boolean isConnected(Context request) {
        return isConnected(request.ip(), ClientCertificate.verified(request));
    }

    private boolean isConnected(String peer, Optional<ClientCertificate> certificate) {
        return isTrusted(peer)
                || certificate
                        .filter(found -> found.sans().stream().anyMatch(settings.certificateSans()::contains))
                        .isPresent();
    }

    /**
     * Returns the login that the proxy hands on, or an empty text.
     *
     * @throws LoginException if the header is there twice: one of them may be of the client
     */
    String user(Context request) throws LoginException {
        return single(request, settings.userHeader());
    }

    /**
     * Returns the groups of the login, separated by commas in one header. None without a configured header, because a proxy
     * that does not know the header passes on that of its client.
     *
     * @throws LoginException if the header is there twice: one of them may be of the client
     */
    Set<String> groups(Context request) throws LoginException {
        if (settings.groupsHeader().isEmpty()) {
            return Set.of();
        }
        return Stream.of(single(request, settings.groupsHeader().get()).split(","))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String single(Context request, String header) throws LoginException {
        var values = Collections.list(request.req().getHeaders(header));
        if (values.size() > 1) {
            throw new LoginException(
                    "proxy",
                    "the proxy sends the header %s more than once; let it remove the one of its client"
                            .formatted(header));
        }
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    /** Returns the address of the client, which a trusted proxy tells. */
    String clientAddress(Context request) {
        return clientAddress(
                request.ip(),
                ClientCertificate.verified(request),
                Collections.list(request.req().getHeaders(FORWARDED_FOR)));
    }

    /** As for the resources, for a request that has not reached them yet. */
    public String clientAddress(Request request) {
        return clientAddress(
                Request.getRemoteAddr(request),
                ClientCertificate.verified(request),
                request.getHeaders().getValuesList(FORWARDED_FOR));
    }

    /** Returns the last address before the trusted proxies. Addresses further left may be invented by the client. */
    private String clientAddress(String peer, Optional<ClientCertificate> certificate, List<String> forwarded) {
        if (!isConnected(peer, certificate)) {
            return peer;
        }
        var hops = forwarded.stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .toList();
        for (var i = hops.size() - 1; i >= 0; i--) {
            if (!Network.isAddress(hops.get(i))) {
                return peer;
            }
            if (!isTrusted(hops.get(i))) {
                return hops.get(i);
            }
        }
        return hops.isEmpty() ? peer : hops.get(0);
    }

    /** Returns the last scheme of the header; without the header, that of the connection. */
    String scheme(Context request) {
        var values = Collections.list(request.req().getHeaders(FORWARDED_PROTO));
        if (values.isEmpty()) {
            return request.scheme();
        }
        var last = values.get(values.size() - 1);
        return last.substring(last.lastIndexOf(',') + 1).strip();
    }

    private boolean isTrusted(String address) {
        return Network.isAddress(address) && networks.stream().anyMatch(network -> network.contains(address));
    }

    /** A network in CIDR notation, or a single address. */
    record Network(byte[] address, int bits) {
        private static final String PART = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})";

        /** Of these forms, {@link InetAddress#getByName} never asks a name server. */
        private static final Pattern LITERAL =
                Pattern.compile(PART + "(\\." + PART + "){3}|\\[?(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]*]?");

        /** @throws IllegalArgumentException for any other text */
        static Network parse(String text) {
            var slash = text.indexOf('/');
            var host = slash < 0 ? text : text.substring(0, slash);
            if (!isAddress(host) || slash >= 0 && !text.substring(slash + 1).matches("[0-9]{1,3}")) {
                throw new IllegalArgumentException("");
            }
            var address = bytes(host);
            var bits = slash < 0 ? address.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
            if (bits > address.length * Byte.SIZE) {
                throw new IllegalArgumentException("");
            }
            return new Network(address, bits);
        }

        /** Whether the text is an IP address. Host names are not resolved. */
        static boolean isAddress(String text) {
            try {
                return hasLiteralForm(text) && bytes(text).length > 0;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /** Whether the text has the form of a literal, for which no name server is asked. */
        static boolean hasLiteralForm(String text) {
            return LITERAL.matcher(text).matches();
        }

        boolean contains(String text) {
            var other = bytes(text);
            if (other.length != address.length) {
                return false;
            }
            var whole = bits / Byte.SIZE;
            var rest = bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >> Byte.SIZE - rest == 0);
        }

        private static byte[] bytes(String text) {
            try {
                return InetAddress.getByName(text).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("", e);
            }
        }
    }
}
