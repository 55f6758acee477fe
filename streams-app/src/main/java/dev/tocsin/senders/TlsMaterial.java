package dev.tocsin.senders;

import dev.tocsin.notification.receivers.http.TlsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS settings with the contents of their files. */
record TlsMaterial(
        String authority, String certificate, String key, String serverName, boolean insecure, List<String> versions) {
    private static final char[] NO_PASSWORD = {};

    static TlsMaterial read(TlsConfig tls, UnaryOperator<String> files) {
        return new TlsMaterial(
                tls.ca().read(files),
                tls.certificate().read(files),
                tls.key().read(files),
                tls.serverName(),
                tls.insecure(),
                tls.versions());
    }

    SSLParameters parameters() {
        var parameters = new SSLParameters();
        parameters.setProtocols(versions.toArray(String[]::new));
        if (!serverName.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(serverName.getBytes(StandardCharsets.UTF_8))));
        }
        return parameters;
    }

    /** @throws IllegalStateException if a certificate or key is invalid; the message is for users */
    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(), new TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the TLS settings cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyManager[] keys() throws GeneralSecurityException, IOException {
        if (certificate.isEmpty()) {
            return new KeyManager[0];
        }
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var chain = Pem.certificates(certificate);
        store.setKeyEntry(
                "client", Pem.privateKey(key), NO_PASSWORD, chain.toArray(java.security.cert.Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private X509ExtendedTrustManager trust() throws GeneralSecurityException, IOException {
        if (insecure) {
            return ServerNameTrustManager.trustAll();
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities());
        var trust = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        return serverName.isEmpty() ? trust : ServerNameTrustManager.of(serverName, trust);
    }

    /** Null for Java's trust store. */
    private KeyStore authorities() throws GeneralSecurityException, IOException {
        if (authority.isEmpty()) {
            return null;
        }
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var number = 0;
        for (var trusted : Pem.certificates(authority)) {
            store.setCertificateEntry("ca-" + ++number, trusted);
        }
        return store;
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
