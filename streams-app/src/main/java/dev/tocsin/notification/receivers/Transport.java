package dev.tocsin.notification.receivers;

/** How a server is reached: over which proxy, and trusted by which certificates. */
public record Transport(Tls tls, Proxy proxy) {
    public static final Transport DIRECT = new Transport(Tls.DEFAULT, Proxy.NONE);

    /**
     * @param url of the proxy, or empty
     * @param exceptions hosts, domains and networks that are reached directly, separated by commas
     * @param fromEnvironment whether {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} say the same instead
     */
    public record Proxy(String url, String exceptions, boolean fromEnvironment) {
        public static final Proxy NONE = new Proxy("", "", false);

        @Override
        public String toString() {
            return url.isEmpty() ? "no proxy" : "a proxy";
        }
    }
}
