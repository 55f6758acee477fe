package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.TransportConfig;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Selects the proxy of a request: that of {@code proxy_url} or those of the environment. */
final class ConfiguredProxySelector extends ProxySelector {
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
                .flatMap(url -> url(url).login().stream())
                .findFirst();
        user.ifPresent(login -> builder.authenticator(new ProxyAuthenticator(login)));
    }

    @Override
    public List<Proxy> select(URI target) {
        var url = target.getScheme().equalsIgnoreCase("https") ? httpsProxy : httpProxy;
        if (url.isEmpty() || noProxy.contains(target)) {
            return List.of(Proxy.NO_PROXY);
        }
        var proxy = url(url);
        var address = proxy.isJavaHost() ? proxy.host() : resolved(proxy.host());
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address, proxy.portOrDefault())));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException error) {
        // The request fails with the same error.
    }

    // The JDK's client makes a java.net.URI of the proxy's host, which does not take every name.
    private static String resolved(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(
                    ConnectionErrors.noSuchHost("proxy " + host, e).getMessage(), e);
        }
    }

    private static WebUrl url(String url) {
        return WebUrl.of(url.contains("://") ? url : "http://" + url);
    }

    private static String variable(Map<String, String> environment, String name) {
        var lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return lower.isEmpty() ? environment.getOrDefault(name, "") : lower;
    }

    /** Answers only proxies. Servers get credentials from {@code http_config}. */
    private static final class ProxyAuthenticator extends Authenticator {
        private final String user;
        private final String password;

        ProxyAuthenticator(String login) {
            user = login.substring(0, login.indexOf(':'));
            password = login.substring(login.indexOf(':') + 1);
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(user, password.toCharArray())
                    : null;
        }
    }
}
