package dev.tocsin.senders;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** Trusts servers with a valid certificate for a fixed name, whatever the host of the connection is. */
final class ServerNameTrustManager extends X509ExtendedTrustManager {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    /** Throws if the certificate chain is not trusted. */
    private interface ServerCheck {
        void check(X509Certificate[] chain, String type) throws CertificateException;
    }

    private final ServerCheck serverCheck;

    private ServerNameTrustManager(ServerCheck serverCheck) {
        this.serverCheck = serverCheck;
    }

    static ServerNameTrustManager of(String name, X509TrustManager delegate) {
        return new ServerNameTrustManager((chain, type) -> {
            delegate.checkServerTrusted(chain, type);
            if (!isIssuedFor(chain[0], name)) {
                throw new CertificateException("the certificate is not for " + name);
            }
        });
    }

    /** Trusts every server: {@code insecure_skip_verify}. */
    static ServerNameTrustManager trustAll() {
        return new ServerNameTrustManager((chain, type) -> {});
    }

    private static boolean isIssuedFor(X509Certificate certificate, String name) throws CertificateParsingException {
        var names = certificate.getSubjectAlternativeNames();
        return names != null && names.stream().anyMatch(known -> matches(known, name.toLowerCase(Locale.ROOT)));
    }

    private static boolean matches(List<?> known, String name) {
        var kind = (Integer) known.get(0);
        if (kind != DNS_NAME) {
            return kind == IP_ADDRESS && name.equals(known.get(1));
        }
        var pattern = String.valueOf(known.get(1)).toLowerCase(Locale.ROOT);
        var dot = name.indexOf('.');
        return pattern.equals(name) || dot > 0 && pattern.equals("*" + name.substring(dot));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        serverCheck.check(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        serverCheck.check(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        serverCheck.check(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("clients are not supported");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
