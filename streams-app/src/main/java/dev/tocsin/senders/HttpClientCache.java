package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.TransportConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client for every way to reach servers; those that are not used any more go. */
final class HttpClientCache {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_CLIENTS = 64;

    static {
        // Read by the JDK's client when it is loaded. Proxies may ask for a password before they open a tunnel, and
        // servers close idle connections long before the twenty minutes for which the client would keep them.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        System.setProperty("jdk.httpclient.keepalive.timeout", "30");
    }

    private final SenderContext context;
    private final Map<ClientKey, HttpClient> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientKey, HttpClient> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    private record ClientKey(TlsMaterial tls, TransportConfig.ProxyConfig proxy) {}

    HttpClientCache(SenderContext outside) {
        this.context = outside;
    }

    /** @throws IllegalStateException if its certificates are none; whoever wrote them reads it */
    synchronized HttpClient of(TransportConfig transport) {
        var way = new ClientKey(
                TlsMaterial.read(transport.tls(), context.renderContext().files()), transport.proxy());
        return clients.computeIfAbsent(way, this::create);
    }

    // HTTP/1.1: the JDK would ask every server for an upgrade first, which some answer with an error.
    private HttpClient create(ClientKey way) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(way.tls().context())
                .sslParameters(way.tls().parameters());
        new ConfiguredProxySelector(way.proxy(), context.environment()).addTo(builder);
        return builder.build();
    }
}
