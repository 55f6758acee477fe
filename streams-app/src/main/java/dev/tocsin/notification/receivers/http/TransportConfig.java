package dev.tocsin.notification.receivers.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a server is reached: over which proxy, and trusted by which certificates. */
public record TransportConfig(TlsConfig tls, ProxyConfig proxy) {
    static final TransportConfig DIRECT = new TransportConfig(TlsConfig.DEFAULT, ProxyConfig.NONE);

    /**
     * @param url of the proxy, or empty
     * @param exceptions hosts, domains and networks that are reached directly, separated by commas
     * @param fromEnvironment whether {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} say the same instead
     * @param connectHeaders what it is told when it is asked for a tunnel; each name begins with {@code Proxy-}
     */
    public record ProxyConfig(
            String url, String noProxy, boolean fromEnvironment, Map<String, List<Secret>> connectHeaders) {
        public static final ProxyConfig NONE = new ProxyConfig("", "", false, Map.of());

        public ProxyConfig {
            connectHeaders = Collections.unmodifiableMap(new TreeMap<>(connectHeaders));
        }

        @Override
        public String toString() {
            return url.isEmpty() ? "no proxy" : "a proxy";
        }
    }
}
