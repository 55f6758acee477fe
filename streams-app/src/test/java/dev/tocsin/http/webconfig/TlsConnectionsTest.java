package dev.tocsin.http.webconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open TLS connections while the server closes. */
class TlsConnectionsTest {
    private static final Duration PROMPT = Duration.ofSeconds(4);
    private static final int CONNECTIONS = 30;

    private static final byte[] HTTP2_PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    static Path folder;

    private final List<SSLSocket> sockets = new ArrayList<>();

    @BeforeAll
    static void createCertificates() throws Exception {
        TestCertificates.createIn(folder);
        Files.writeString(
                folder.resolve("web.yml"), "tls_server_config: {cert_file: server.pem, key_file: server.key}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2"})
    void idleConnectionsDoNotDelayTheClose(String protocol) throws Exception {
        var api = open();
        for (var i = 0; i < CONNECTIONS; i++) {
            connect(api.port(), protocol);
        }

        assertThat(close(api)).isLessThan(PROMPT);
        disconnect();
    }

    @Test
    void clientsThatLeaveDuringTheCloseDoNotDelayIt() throws Exception {
        for (var round = 0; round < 3; round++) {
            var api = open();
            for (var i = 0; i < CONNECTIONS; i++) {
                connect(api.port(), "h2");
            }
            var both = new CyclicBarrier(2);
            var left = CompletableFuture.runAsync(() -> {
                meet(both);
                disconnect();
            });
            meet(both);

            assertThat(close(api)).isLessThan(PROMPT);
            left.get(20, TimeUnit.SECONDS);
        }
    }

    private static HttpApiFixture open() {
        return HttpApiFixture.open(
                HttpApiFixture.listenAt("127.0.0.1", 0).withWebConfigFile(folder.resolve("web.yml")));
    }

    private static Duration close(HttpApiFixture api) {
        var start = System.nanoTime();
        api.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Opens a connection that has no requests. */
    private void connect(int port, String protocol) throws Exception {
        var socket = (SSLSocket) context().getSocketFactory().createSocket("127.0.0.1", port);
        sockets.add(socket);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
        if (protocol.equals("h2")) {
            socket.getOutputStream().write(HTTP2_PREFACE);
            assertThat(socket.getInputStream().read()).isNotNegative();
        }
    }

    private void disconnect() {
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        sockets.clear();
    }

    private static SSLContext context() throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (var file = new FileInputStream(folder.resolve("ca.pem").toFile())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
