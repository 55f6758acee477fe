package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.TransportConfig;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Selects the proxy of a request: that of {@code proxy_url} or those of the environment. */
final class ConfiguredProxySelector extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    private final String httpProxy;
    private final String httpsProxy;
    private final NoProxy noProxy;

    ConfiguredProxySelector(TransportConfig.ProxyConfig proxy, Map<String, String> environment) {
        httpProxy = proxy.fromEnvironment() ? variable(environment, "HTTP_PROXY") : proxy.url();
        httpsProxy = proxy.fromEnvironment() ? variable(environment, "HTTPS_PROXY") : proxy.url();
        noProxy = new NoProxy(proxy.fromEnvironment() ? variable(environment, "NO_PROXY") : proxy.noProxy());
    }

    void addTo(HttpClient.Builder builder) {
        builder.proxy(this);
        var user = List.of(httpProxy, httpsProxy).stream()
                .filter(url -> !url.isEmpty())
                .map(url -> uri(url).getRawUserInfo())
                .filter(info -> info != null && info.contains(":"))
                .findFirst();
        user.ifPresent(info -> builder.authenticator(new ProxyAuthenticator(info)));
    }

    @Override
    public List<Proxy> select(URI target) {
        var url = target.getScheme().equalsIgnoreCase("https") ? httpsProxy : httpProxy;
        if (url.isEmpty() || noProxy.contains(target)) {
            return List.of(Proxy.NO_PROXY);
        }
        var proxy = uri(url);
        var port = proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException error) {
        // The request fails with the same error.
    }

    private static URI uri(String url) {
        return URI.create(url.contains("://") ? url : "http://" + url);
    }

    private static String variable(Map<String, String> environment, String name) {
        var lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return lower.isEmpty() ? environment.getOrDefault(name, "") : lower;
    }

    /** Answers only proxies. Servers get credentials from {@code http_config}. */
    private static final class ProxyAuthenticator extends Authenticator {
        private final String user;
        private final String password;

        ProxyAuthenticator(String info) {
            user = decoded(info.substring(0, info.indexOf(':')));
            password = decoded(info.substring(info.indexOf(':') + 1));
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(user, password.toCharArray())
                    : null;
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
