package dev.tocsin.http.webconfig;

import dev.tocsin.http.common.ClientCertificate;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks client certificates: their chain, unless any certificate is accepted, and their subject alternative names. */
final class ClientTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager chain;
    private final Optional<List<String>> allowedSans;

    /**
     * @param chain null to accept any certificate
     * @param allowedSans empty to accept any name
     */
    ClientTrustManager(X509ExtendedTrustManager chain, Optional<List<String>> allowedSans) {
        this.chain = chain;
        this.allowedSans = allowedSans;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
            throws CertificateException {
        if (chain != null) {
            chain.checkClientTrusted(certificates, type, engine);
        }
        checkSans(certificates[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket)
            throws CertificateException {
        if (chain != null) {
            chain.checkClientTrusted(certificates, type, socket);
        }
        checkSans(certificates[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type) throws CertificateException {
        if (chain != null) {
            chain.checkClientTrusted(certificates, type);
        }
        checkSans(certificates[0]);
    }

    private void checkSans(X509Certificate certificate) throws CertificateException {
        var found = ClientCertificate.of(certificate).sans();
        if (allowedSans.isPresent() && found.stream().noneMatch(allowedSans.get()::contains)) {
            throw new CertificateException("could not find allowed SANs in client cert, found: " + found);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket)
            throws CertificateException {
        throw notForServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
            throws CertificateException {
        throw notForServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type) throws CertificateException {
        throw notForServers();
    }

    private static CertificateException notForServers() {
        return new CertificateException("this trust manager checks clients only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chain == null ? new X509Certificate[0] : chain.getAcceptedIssuers();
    }
}
