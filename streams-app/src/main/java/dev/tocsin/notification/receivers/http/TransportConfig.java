package dev.tocsin.notification.receivers.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** TLS and proxy settings of connections to a server. */
public record TransportConfig(TlsConfig tls, ProxyConfig proxy) {
    static final TransportConfig DIRECT = new TransportConfig(TlsConfig.DEFAULT, ProxyConfig.NONE);

    /** The server's certificate must be for this name, unless another one is configured. */
    public TransportConfig withServerName(String name) {
        return tls.serverName().isEmpty() ? new TransportConfig(tls.withServerName(name), proxy) : this;
    }

    /**
     * @param url of the proxy; empty for none
     * @param noProxy hosts, domains and networks without a proxy, separated by commas
     * @param fromEnvironment whether {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} are used instead
     * @param connectHeaders headers of {@code CONNECT} requests; each name begins with {@code Proxy-}
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
