package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.Transport;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client for every way to reach servers; those that are not used any more go. */
final class HttpClients {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST = 64;

    static {
        // Read by the JDK's client when it is loaded. Proxies may ask for a password before they open a tunnel, and
        // servers close idle connections long before the twenty minutes for which the client would keep them.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        System.setProperty("jdk.httpclient.keepalive.timeout", "30");
    }

    private final Outside outside;
    private final Map<Way, HttpClient> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, HttpClient> eldest) {
            return size() > MOST;
        }
    };

    private record Way(TlsMaterial tls, Transport.Proxy proxy) {}

    HttpClients(Outside outside) {
        this.outside = outside;
    }

    /** @throws IllegalStateException if its certificates are none; whoever wrote them reads it */
    synchronized HttpClient of(Transport transport) {
        var way = new Way(TlsMaterial.read(transport.tls(), outside.world().files()), transport.proxy());
        return clients.computeIfAbsent(way, this::open);
    }

    // HTTP/1.1: the JDK would ask every server for an upgrade first, which some answer with an error.
    private HttpClient open(Way way) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(way.tls().context())
                .sslParameters(way.tls().parameters());
        new Proxies(way.proxy(), outside.environment()).addTo(builder);
        return builder.build();
    }
}
