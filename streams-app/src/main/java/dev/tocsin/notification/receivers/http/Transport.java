package dev.tocsin.notification.receivers.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a server is reached: over which proxy, and trusted by which certificates. */
public record Transport(Tls tls, Proxy proxy) {
    static final Transport DIRECT = new Transport(Tls.DEFAULT, Proxy.NONE);

    /**
     * @param url of the proxy, or empty
     * @param exceptions hosts, domains and networks that are reached directly, separated by commas
     * @param fromEnvironment whether {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} say the same instead
     * @param connectHeaders what it is told when it is asked for a tunnel; each name begins with {@code Proxy-}
     */
    public record Proxy(
            String url, String exceptions, boolean fromEnvironment, Map<String, List<Secret>> connectHeaders) {
        public static final Proxy NONE = new Proxy("", "", false, Map.of());

        public Proxy {
            connectHeaders = Collections.unmodifiableMap(new TreeMap<>(connectHeaders));
        }

        @Override
        public String toString() {
            return url.isEmpty() ? "no proxy" : "a proxy";
        }
    }
}
