package dev.tocsin.config;

import dev.tocsin.notification.receivers.Tls;
import dev.tocsin.notification.receivers.Transport;
import dev.tocsin.notification.receivers.WebUrl;
import java.util.List;

/** Reads how a server is reached: the TLS and proxy keys of {@code http_config} and {@code oauth2}. */
final class TransportReader {
    private TransportReader() {}

    static Transport read(YamlMap map) {
        NotYet.refuse(map, List.of("proxy_connect_header"));
        var tls = map.get("tls_config").map(TlsReader::read).orElse(Tls.DEFAULT);
        var url = map.text("proxy_url", "");
        var exceptions = map.text("no_proxy", "");
        var fromEnvironment = map.bool("proxy_from_environment", false);
        if (fromEnvironment && !url.isEmpty()) {
            map.problem("proxy_url", "if proxy_from_environment is configured, proxy_url must not be configured", "");
        }
        if (fromEnvironment && !exceptions.isEmpty()) {
            map.problem("no_proxy", "if proxy_from_environment is configured, no_proxy must not be configured", "");
        }
        if (!fromEnvironment && url.isEmpty() && !exceptions.isEmpty()) {
            map.problem("no_proxy", "if no_proxy is configured, proxy_url must also be configured", "");
        }
        if (!url.isEmpty()) {
            checkProxy(map, url);
        }
        return new Transport(tls, new Transport.Proxy(url, exceptions, fromEnvironment));
    }

    private static void checkProxy(YamlMap map, String url) {
        if (!url.startsWith("http://")) {
            map.problem(
                    "proxy_url",
                    map.inside("proxy_url") + " must begin with http://",
                    "proxies that are spoken to in TLS or SOCKS are not supported");
            return;
        }
        try {
            WebUrl.check(url);
        } catch (IllegalArgumentException e) {
            map.problem("proxy_url", e.getMessage(), "");
        }
    }
}
