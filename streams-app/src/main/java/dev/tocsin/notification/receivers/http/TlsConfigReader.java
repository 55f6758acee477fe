package dev.tocsin.notification.receivers.http;

import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;

/** Reads a {@code tls_config}. */
public final class TlsConfigReader {
    private TlsConfigReader() {}

    /** Adds problems to the value. */
    public static TlsConfig read(YamlValue value) {
        var map = value.map();
        map.rejectUnsupported(List.of("ca_ref", "cert_ref", "key_ref"));
        var certificate = SecretReader.shown(map, "cert");
        var key = SecretReader.secret(map, "key");
        checkPair(value, certificate, key);
        var tls = new TlsConfig(
                SecretReader.shown(map, "ca"),
                certificate,
                key,
                map.text("server_name", ""),
                map.bool("insecure_skip_verify", false),
                version(map, "min_version"),
                version(map, "max_version"));
        if (tls.versions().isEmpty()) {
            value.problem(
                    "tls_config.max_version must be greater than or equal to tls_config.min_version if both are specified",
                    "");
        }
        map.rejectUnknownKeys();
        return tls;
    }

    private static void checkPair(YamlValue value, Secret certificate, Secret key) {
        if (!certificate.isNone() && key.isNone()) {
            value.problem(
                    "exactly one of key or key_file must be configured when a client certificate is configured", "");
        }
        if (certificate.isNone() && !key.isNone()) {
            value.problem("exactly one of cert or cert_file must be configured when a client key is configured", "");
        }
    }

    private static String version(YamlMap map, String key) {
        var version = map.text(key, "");
        if (!version.isEmpty() && !TlsConfig.VERSIONS.contains(version)) {
            map.problem(key, "unknown TLS version: " + version, "use one of " + String.join(", ", TlsConfig.VERSIONS));
            return "";
        }
        return version;
    }
}
