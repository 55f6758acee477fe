package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.timing.Causes;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Error messages of connections: host, address and cause. Java's own often have none of them. */
final class ConnectionErrors {
    private ConnectionErrors() {}

    static IOException noSuchHost(String host, Throwable error) {
        return new IOException("no such host: " + host, error);
    }

    /** The error of an HTTP request, with a message for users. */
    static Throwable described(Throwable error, WebUrl url, URI target, HttpClient client) {
        var unwrapped = Causes.unwrap(error);
        if (!(unwrapped instanceof IOException)) {
            return unwrapped;
        }
        var proxy = client.proxy().flatMap(selector -> proxy(selector.select(target)));
        return proxy.map(address -> described(unwrapped, "proxy ", address.getHostString(), address.getPort()))
                .orElseGet(() -> described(unwrapped, "", url.host(), url.portOrDefault()));
    }

    private static Optional<InetSocketAddress> proxy(List<Proxy> proxies) {
        return proxies.stream()
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .findFirst();
    }

    /**
     * An error of a connection, with a message for users.
     *
     * @param role of the server before its name, such as {@code "proxy "}; empty for a receiver
     */
    static IOException described(Throwable error, String role, String host, int port) {
        var causes = causes(error);
        if (has(causes, UnresolvedAddressException.class) || has(causes, UnknownHostException.class)) {
            return noSuchHost(role + host, error);
        }
        return new IOException("%s%s:%d%s: %s".formatted(role, host, port, address(host), cause(causes)), error);
    }

    private static String cause(List<Throwable> causes) {
        var root = causes.get(causes.size() - 1);
        var text = root.getMessage() == null ? "" : root.getMessage();
        if (has(causes, HttpConnectTimeoutException.class)
                || has(causes, SocketTimeoutException.class) && text.contains("onnect")) {
            return "timed out while connecting";
        } else if (has(causes, SocketTimeoutException.class)) {
            return "timed out while waiting for an answer";
        } else if (has(causes, CertificateException.class) || text.contains("certification path")) {
            return "the server's certificate is not accepted: " + certificateProblem(text);
        } else if (has(causes, SSLException.class) && text.contains("unrecognized SSL message")) {
            return "the server does not speak TLS at this port";
        } else if (has(causes, SSLException.class)) {
            return "TLS: " + text;
        } else if (has(causes, NoRouteToHostException.class)) {
            return "no route to the host";
        } else if (has(causes, ConnectException.class)) {
            return text.isEmpty() || text.equals("Connection refused") ? "connection refused" : text;
        } else if (has(causes, ProtocolException.class)) {
            return "the answer is not HTTP: " + text;
        } else if (has(causes, EOFException.class) || has(causes, ClosedChannelException.class)) {
            return "the server closed the connection without an answer";
        }
        return text.isEmpty() ? root.getClass().getSimpleName() : text;
    }

    private static String certificateProblem(String text) {
        if (text.contains("certification path")) {
            return "it is signed by an unknown authority";
        }
        return text.startsWith("No ") ? "it is for another name (%s)".formatted(text.replaceFirst("\\.$", "")) : text;
    }

    private static List<Throwable> causes(Throwable error) {
        var causes = new ArrayList<Throwable>();
        for (var next = error; next != null && !causes.contains(next); next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }

    /** The address in parentheses, from the JVM's cache of lookups; empty if the host is one. */
    private static String address(String host) {
        try {
            var address = InetAddress.getByName(host).getHostAddress();
            return address.equals(host) ? "" : " (" + address + ")";
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
