package dev.tocsin.http.webconfig;

import dev.tocsin.http.webconfig.WebConfig.ClientAuth;
import dev.tocsin.http.webconfig.WebConfig.TlsSection;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads {@code tls_server_config}. */
final class TlsSectionReader {
    /** Java's names, from the oldest on. */
    private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private static final Map<String, String> VERSION_NAMES =
            Map.of("TLS10", "TLSv1", "TLS11", "TLSv1.1", "TLS12", "TLSv1.2", "TLS13", "TLSv1.3");
    private static final Map<String, String> CURVES =
            Map.of("CurveP256", "secp256r1", "CurveP384", "secp384r1", "CurveP521", "secp521r1", "X25519", "x25519");
    private static final Map<String, ClientAuth> CLIENT_AUTH = Map.of(
            "", ClientAuth.NONE,
            "NoClientCert", ClientAuth.NONE,
            "RequestClientCert", ClientAuth.REQUEST,
            "RequireAnyClientCert", ClientAuth.REQUIRE_ANY,
            "RequireClientCert", ClientAuth.REQUIRE_ANY,
            "VerifyClientCertIfGiven", ClientAuth.VERIFY_IF_GIVEN,
            "RequireAndVerifyClientCert", ClientAuth.REQUIRE_AND_VERIFY);

    /** HTTP/2 over TLS 1.2 needs one of them (RFC 9113, section 9.2.2). */
    private static final Set<String> HTTP2_CIPHERS =
            Set.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

    private final FileSource files;
    private final String cert;
    private final String certFile;
    private final String key;
    private final String keyFile;
    private final String clientCa;
    private final String clientCaFile;
    private final String clientAuth;
    private final Optional<List<String>> allowedSans;
    private final List<String> versions;
    private final List<String> ciphers;
    private final boolean preferServerCiphers;
    private final List<String> curves;

    /** Reads all keys, and adds a problem for each invalid value. */
    TlsSectionReader(FileSource files, YamlMap tls) {
        this.files = files;
        cert = tls.text("cert", "");
        certFile = tls.text("cert_file", "");
        key = tls.secret("key");
        keyFile = tls.text("key_file", "");
        clientCa = tls.text("client_ca", "");
        clientCaFile = tls.text("client_ca_file", "");
        clientAuth = tls.text("client_auth_type", "");
        allowedSans = tls.get("client_allowed_sans").map(YamlValue::texts);
        versions = versions(version(tls, "min_version", "TLSv1.2"), version(tls, "max_version", "TLSv1.3"));
        ciphers = names(tls, "cipher_suites", "cipher", name -> TlsContext.CIPHERS.contains(name) ? name : "");
        preferServerCiphers = tls.bool("prefer_server_cipher_suites", true);
        curves = names(tls, "curve_preferences", "curve", name -> CURVES.getOrDefault(name, ""));
    }

    /** Returns whether TLS is on: one of the keys for certificates is set. */
    boolean isOn() {
        return !Stream.of(cert, certFile, key, keyFile, clientCa, clientCaFile, clientAuth)
                .allMatch(String::isEmpty);
    }

    /**
     * Loads the files. The checks have the order of exporter-toolkit.
     *
     * @throws IllegalArgumentException with the reason
     */
    TlsSection load(boolean http2) {
        require(!cert.isEmpty() || !certFile.isEmpty(), "missing one of cert or cert_file");
        require(!key.isEmpty() || !keyFile.isEmpty(), "missing one of key or key_file");
        var section = new TlsSection(
                content("cert_file", certFile, cert),
                content("key_file", keyFile, key),
                clientCaFile.isEmpty() ? clientCa : files.read(clientCaFile),
                CLIENT_AUTH.getOrDefault(clientAuth, ClientAuth.NONE),
                allowedSans,
                versions,
                ciphers,
                preferServerCiphers,
                curves);
        require(CLIENT_AUTH.containsKey(clientAuth), "invalid ClientAuth: " + clientAuth);
        require(
                section.clientAuth() != ClientAuth.NONE || clientCa.isEmpty() && clientCaFile.isEmpty(),
                "client CA's have been configured without a Client Auth Policy");
        require(
                clientCaFile.isEmpty() || !section.clientAuthorities().isBlank(),
                "no certificate in client_ca_file (%s)".formatted(files.resolve(clientCaFile)));
        require(
                !http2 || ciphers.isEmpty() || !versions.contains("TLSv1.2") || hasHttp2Cipher(),
                "http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher (need at least"
                        + " one of TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 or TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)");
        return section;
    }

    private boolean hasHttp2Cipher() {
        return ciphers.stream().anyMatch(HTTP2_CIPHERS::contains);
    }

    private String content(String field, String file, String inline) {
        if (file.isEmpty()) {
            return inline;
        }
        try {
            return files.read(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "failed to read %s (%s): %s".formatted(field, files.resolve(file), e.getMessage()), e);
        }
    }

    private static List<String> versions(String min, String max) {
        return VERSIONS.stream()
                .filter(version -> VERSIONS.indexOf(version) >= VERSIONS.indexOf(min)
                        && VERSIONS.indexOf(version) <= VERSIONS.indexOf(max))
                .toList();
    }

    private static String version(YamlMap tls, String key, String defaultValue) {
        return tls.get(key)
                .flatMap(value -> known(value, "TLS version", name -> VERSION_NAMES.getOrDefault(name, "")).stream()
                        .findFirst())
                .orElse(defaultValue);
    }

    private static List<String> names(YamlMap tls, String key, String kind, UnaryOperator<String> javaName) {
        return tls.items(key).stream()
                .flatMap(value -> known(value, kind, javaName).stream())
                .toList();
    }

    private static List<String> known(YamlValue value, String kind, UnaryOperator<String> javaName) {
        var name = value.text().orElse("");
        var found = javaName.apply(name);
        if (found.isEmpty()) {
            value.problem("unknown %s: %s".formatted(kind, name), "");
            return List.of();
        }
        return List.of(found);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
