package dev.tocsin.config;

import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.yaml.YamlMap;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Reads the section {@code http}. */
final class HttpSettingsReader {
    private static final String ANY_HOST = "0.0.0.0";
    private static final int DEFAULT_PORT = 9093;
    private static final String LISTEN_FORMAT = "an address such as 127.0.0.1:9093, or :9093 for every interface";
    private static final String ROUTE_PREFIX_FORMAT = "a path such as /tocsin";
    private static final String URL_FORMAT = "a URL such as http://tocsin.example.org:9093";

    private HttpSettingsReader() {}

    static HttpServerSettings read(YamlMap http, String id) {
        var listen = http.read("listen", LISTEN_FORMAT, HttpSettingsReader::listen)
                .orElse(InetSocketAddress.createUnresolved(ANY_HOST, DEFAULT_PORT));
        var host = id.matches("[a-zA-Z0-9._-]+") ? id : "localhost";
        var url = http.read("external_url", URL_FORMAT, HttpSettingsReader::url)
                .orElse(URI.create("http://" + host + ":" + listen.getPort()));
        var prefix = http.read("route_prefix", ROUTE_PREFIX_FORMAT, HttpSettingsReader::routePrefix)
                .orElseGet(() -> routePrefix(Objects.requireNonNullElse(url.getRawPath(), "")));
        var settings = new HttpServerSettings(listen, url, prefix).withGrafanaRuler(http.bool("grafana_ruler", false));
        var withFile =
                file(http, "web_config_file").map(settings::withWebConfigFile).orElse(settings);
        return management(http).map(withFile::withManagement).orElse(withFile);
    }

    private static Optional<HttpServerSettings.Management> management(YamlMap http) {
        var listen = http.read("management_listen", LISTEN_FORMAT, HttpSettingsReader::listen);
        var file = file(http, "management_web_config_file");
        if (listen.isEmpty() && file.isPresent()) {
            http.problem(
                    "management_web_config_file",
                    "http.management_web_config_file is set, but http.management_listen is not",
                    "set http.management_listen, or remove the file");
        }
        return listen.map(address -> new HttpServerSettings.Management(address, file));
    }

    private static Optional<Path> file(YamlMap map, String key) {
        return map.read(key, "the path of a file", Path::of)
                .filter(path -> !path.toString().isEmpty());
    }

    private static InetSocketAddress listen(String text) {
        var colon = text.lastIndexOf(':');
        require(colon >= 0 && text.substring(colon + 1).matches("[0-9]{1,5}"));
        var host = text.substring(0, colon);
        var port = Integer.parseInt(text.substring(colon + 1));
        require(port < 65_536 && host.matches("[^\\s/]*"));
        return InetSocketAddress.createUnresolved(host.isEmpty() ? ANY_HOST : host, port);
    }

    private static URI url(String text) {
        var bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        var url = WebUrl.of(bare);
        // Without a login: the URL stands in notifications and in the list of members.
        return url.uri(url.host());
    }

    private static String routePrefix(String text) {
        var path = text.replaceAll("^/+|/+$", "");
        require(path.matches("[a-zA-Z0-9._~%/-]*") && !path.contains("//"));
        return path.isEmpty() ? "" : "/" + path;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("");
        }
    }
}
