package dev.tocsin.notification.receivers.http;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the TLS and proxy keys of {@code http_config} and {@code oauth2}. */
final class TransportConfigReader {
    private TransportConfigReader() {}

    static TransportConfig read(YamlMap map) {
        var tls = map.get("tls_config").map(TlsConfigReader::read).orElse(TlsConfig.DEFAULT);
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
        var headers = connectHeaders(map);
        if (!fromEnvironment && url.isEmpty() && !headers.isEmpty()) {
            map.problem(
                    "proxy_connect_header",
                    "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured",
                    "");
        }
        return new TransportConfig(tls, new TransportConfig.ProxyConfig(url, exceptions, fromEnvironment, headers));
    }

    // The JDK's client sends only headers with this prefix to the proxy when it opens a tunnel.
    private static Map<String, List<Secret>> connectHeaders(YamlMap map) {
        var headers = new TreeMap<String, List<Secret>>(String.CASE_INSENSITIVE_ORDER);
        map.get("proxy_connect_header").ifPresent(value -> {
            value.recordSecret();
            value.recordResolved();
            value.entries().forEach((name, values) -> {
                if (!name.regionMatches(true, 0, "Proxy-", 0, "Proxy-".length())) {
                    values.problem(
                            "proxy_connect_header: header %s is not supported".formatted(GoQuote.quote(name)),
                            "name one that begins with Proxy-, such as Proxy-Authorization");
                }
                headers.put(name, values.texts().stream().map(Secret::of).toList());
            });
        });
        return headers;
    }

    private static void checkProxy(YamlMap map, String url) {
        if (!url.startsWith("http://")) {
            map.problem(
                    "proxy_url",
                    map.childPath("proxy_url") + " must begin with http://",
                    "proxies over TLS or SOCKS are not supported");
            return;
        }
        try {
            WebUrl.check(url);
        } catch (IllegalArgumentException e) {
            map.problem("proxy_url", e.getMessage(), "");
        }
    }
}
