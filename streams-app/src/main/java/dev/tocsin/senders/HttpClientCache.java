package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.TransportConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** HTTP clients by TLS settings and proxy. The least recently used is evicted. */
final class HttpClientCache {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_CLIENTS = 64;

    static {
        // The JDK's client reads these when it is loaded. The first allows basic authentication for tunnels of proxies.
        // The second replaces 20 minutes: servers close idle connections long before.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        System.setProperty("jdk.httpclient.keepalive.timeout", "30");
        // Host names that java.net.URI does not take are resolved here. The request then names its host itself.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final SenderContext context;
    private final Map<ClientKey, HttpClient> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientKey, HttpClient> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    private record ClientKey(TlsMaterial tls, TransportConfig.ProxyConfig proxy) {}

    HttpClientCache(SenderContext context) {
        this.context = context;
    }

    /** @throws IllegalStateException if a certificate or key is invalid; the message is for users */
    synchronized HttpClient of(TransportConfig transport) {
        var key = new ClientKey(
                TlsMaterial.read(transport.tls(), context.renderContext().files()), transport.proxy());
        return clients.computeIfAbsent(key, this::create);
    }

    // HTTP/1.1: for HTTP/2 the JDK sends an upgrade request first, which some servers reject.
    private HttpClient create(ClientKey key) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(key.tls().context())
                .sslParameters(key.tls().parameters());
        new ConfiguredProxySelector(key.proxy(), context.environment()).addTo(builder);
        return builder.build();
    }
}
