package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.TransportConfig;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Creates requests of the JDK's client. A host name that {@link URI} does not take is resolved here.
 *
 * @param headers of every request
 */
record HttpRequestFactory(SenderContext context, Map<String, String> headers, TransportConfig transport) {
    /**
     * A request and the transport for it.
     *
     * @param transport with the server's name if the request is addressed to an IP address of the host
     */
    record Prepared(HttpRequest request, TransportConfig transport) {}

    /**
     * @param authorization value of the header; empty for that of the URL
     * @throws IllegalArgumentException if the request is invalid; the message contains no secret
     */
    Prepared create(WebRequest request, WebUrl url, String authorization) throws UnknownHostException {
        if (url.isJavaHost()) {
            return new Prepared(build(request, url, url.uri(), authorization), transport);
        }
        var address = InetAddress.getByName(url.host()).getHostAddress();
        var resolved = request.with("Host", url.hostAndPort());
        return new Prepared(
                build(resolved, url, url.uri(address), authorization), transport.withServerName(url.host()));
    }

    private HttpRequest build(WebRequest request, WebUrl url, URI target, String authorization) {
        var body = request.body();
        var builder = HttpRequest.newBuilder(target)
                .header("User-Agent", "Tocsin/" + context.version())
                .method(request.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach((name, value) -> addHeader(name, value, builder::header));
        var files = context.renderContext().files();
        request.http()
                .headers()
                .forEach(
                        (name, values) -> values.forEach(value -> addHeader(name, value.read(files), builder::header)));
        addProxyHeaders(builder, url);
        // As in Go, basic_auth and authorization do not replace a login in the URL.
        var header = authorization.isEmpty() ? url.authorization() : authorization;
        if (!header.isEmpty()) {
            addHeader("Authorization", header, builder::setHeader);
        }
        request.headers().forEach((name, value) -> addHeader(name, value, builder::setHeader));
        return builder.build();
    }

    // The JDK sends headers that begin with Proxy- only to the proxy, in the CONNECT request for a tunnel.
    private void addProxyHeaders(HttpRequest.Builder builder, WebUrl url) {
        if (url.isEncrypted()) {
            var files = context.renderContext().files();
            transport
                    .proxy()
                    .connectHeaders()
                    .forEach((name, values) ->
                            values.forEach(value -> addHeader(name, value.read(files), builder::header)));
        }
    }

    // The JDK sends a question mark for each character outside of ASCII. Its messages contain the value, which may be
    // secret.
    private static void addHeader(String name, String value, BiConsumer<String, String> header) {
        if (!Secret.isHeaderValue(value)) {
            throw new IllegalArgumentException(
                    "header %s: its value has a character outside of ASCII, which cannot be sent".formatted(name));
        }
        try {
            header.accept(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("header %s: invalid name or value".formatted(name));
        }
    }
}
