package dev.tocsin.http.webconfig;

import dev.tocsin.http.webconfig.WebConfig.TlsSection;
import dev.tocsin.senders.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Creates TLS engines from one state of the certificates. */
record TlsContext(SSLContext context, SSLParameters parameters) {
    private static final List<String> TLS13_CIPHERS =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /** Ciphers that Go counts as secure, by the names that Go and Java share. */
    static final List<String> CIPHERS = Stream.concat(
                    TLS13_CIPHERS.stream(),
                    Stream.of(
                            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"))
            .toList();

    private static final String NAMED_GROUPS = "jdk.tls.namedGroups";
    private static final char[] NO_PASSWORD = {};

    /** @throws IllegalArgumentException if a certificate or key is invalid, with the reason */
    static TlsContext of(TlsSection tls) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(tls), new TrustManager[] {trust(tls)}, null);
            return new TlsContext(context, parameters(tls, context.getSupportedSSLParameters()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("failed to load X509KeyPair: " + e.getMessage(), e);
        }
    }

    SSLEngine engine() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLParameters parameters(TlsSection tls, SSLParameters supported) {
        var parameters = new SSLParameters();
        parameters.setProtocols(tls.versions().toArray(String[]::new));
        // As in Go, the ciphers of TLS 1.3 are not configurable.
        var ciphers = tls.ciphers().isEmpty()
                ? CIPHERS.stream()
                : Stream.concat(TLS13_CIPHERS.stream(), tls.ciphers().stream()).distinct();
        var known = Arrays.asList(supported.getCipherSuites());
        parameters.setCipherSuites(ciphers.filter(known::contains).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(tls.preferServerCiphers());
        if (tls.clientAuth().requires()) {
            parameters.setNeedClientAuth(true);
        } else if (tls.clientAuth() != WebConfig.ClientAuth.NONE) {
            parameters.setWantClientAuth(true);
        }
        if (!tls.curves().isEmpty()) {
            setCurves(parameters, tls.curves());
        }
        return parameters;
    }

    // SSLParameters has curves since Java 20. Before, one system property holds for the whole process.
    private static void setCurves(SSLParameters parameters, List<String> curves) {
        try {
            var setter = SSLParameters.class.getMethod("setNamedGroups", String[].class);
            setter.invoke(parameters, (Object) curves.toArray(String[]::new));
        } catch (NoSuchMethodException e) {
            var wanted = String.join(",", curves);
            if (!wanted.equals(System.getProperty(NAMED_GROUPS))) {
                throw new IllegalArgumentException(
                        "curve_preferences needs Java 20 or newer, and this is Java %s; use a newer Java, or start Java with -D%s=%s"
                                .formatted(Runtime.version().feature(), NAMED_GROUPS, wanted),
                        e);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("curve_preferences cannot be set", e);
        }
    }

    private static KeyManager[] keys(TlsSection tls) throws GeneralSecurityException, IOException {
        var chain = Pem.certificates(tls.certificate());
        var key = Pem.privateKey(tls.key());
        requireMatch(key, chain.get(0));
        var store = emptyStore();
        store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static void requireMatch(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        var message = new byte[] {1, 2, 3};
        var signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(message);
        var signature = signer.sign();
        if (!verifies(certificate, algorithm, message, signature)) {
            throw new GeneralSecurityException("tls: private key does not match public key");
        }
    }

    private static boolean verifies(X509Certificate certificate, String algorithm, byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static X509ExtendedTrustManager trust(TlsSection tls) throws GeneralSecurityException, IOException {
        if (!tls.clientAuth().verifies()) {
            return new ClientTrustManager(null, tls.allowedSans());
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(tls.clientAuthorities().isEmpty() ? null : authorities(tls.clientAuthorities()));
        return new ClientTrustManager((X509ExtendedTrustManager) factory.getTrustManagers()[0], tls.allowedSans());
    }

    private static KeyStore authorities(String pem) throws GeneralSecurityException, IOException {
        var store = emptyStore();
        var number = 0;
        for (var trusted : Pem.certificates(pem)) {
            store.setCertificateEntry("ca-" + ++number, trusted);
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
