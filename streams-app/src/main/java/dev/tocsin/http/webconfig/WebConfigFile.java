package dev.tocsin.http.webconfig;

import dev.tocsin.http.auth.TrustedProxies;
import dev.tocsin.http.webconfig.WebConfig.TlsSection;
import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Causes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web configuration file that is in force for one listener. Its contents and those of its certificates are compared once
 * per interval, when a connection or request arrives, and read again if they differ.
 */
public final class WebConfigFile {
    private static final Logger LOG = LoggerFactory.getLogger(WebConfigFile.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private final Duration checkInterval;

    /** The rules for client certificates at the handshake of each connection. */
    private final Map<SSLEngine, TlsSection.ClientRules> handshakes = Collections.synchronizedMap(new WeakHashMap<>());

    private FileSource source;
    private volatile long checkedAt = NanoTime.now();
    private volatile State state;

    /**
     * The configuration in force.
     *
     * @param problem why the newest contents of the file cannot be used; empty if they are in force
     */
    record State(WebConfig config, Optional<TlsContext> tls, String problem) {
        boolean isBroken() {
            return !problem.isEmpty();
        }
    }

    private WebConfigFile(Path file, Duration checkInterval) {
        this.file = file;
        this.checkInterval = checkInterval;
        this.source = new FileSource(file);
        this.state = read(source);
    }

    /** @throws IllegalArgumentException if the file is invalid, with the reason */
    public static WebConfigFile open(Path file) {
        return open(file, CHECK_INTERVAL);
    }

    static WebConfigFile open(Path file, Duration checkInterval) {
        try {
            return new WebConfigFile(file, checkInterval);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    boolean hasTls() {
        return state.tls().isPresent();
    }

    /** Returns whether each client must log in, by a password or by a certificate that an authority has issued. */
    public boolean identifiesClients() {
        return !state.config().users().isEmpty()
                || state.config()
                        .tls()
                        .filter(tls -> tls.clientAuth() == WebConfig.ClientAuth.REQUIRE_AND_VERIFY)
                        .isPresent();
    }

    /** Returns the protocols of a listener: plain HTTP, or TLS with HTTP/1.1 and HTTP/2. */
    public List<ConnectionFactory> connectionFactories(HttpConfiguration plain) {
        if (!hasTls()) {
            return List.of(new HttpConnectionFactory(plain));
        }
        var secure = new HttpConfiguration(plain);
        var customizer = new SecureRequestCustomizer();
        customizer.setSniHostCheck(false);
        secure.addCustomizer(customizer);
        var http1 = new HttpConnectionFactory(secure);
        if (!state.config().http2()) {
            return List.of(new SslConnectionFactory(new EngineFactory(), http1.getProtocol()), http1);
        }
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        var http2 = new HTTP2ServerConnectionFactory(secure);
        http2.setMaxConcurrentStreams(Limit.HTTP2_STREAMS.intValue());
        return List.of(new SslConnectionFactory(new EngineFactory(), alpn.getProtocol()), alpn, http2, http1);
    }

    /**
     * Returns the handler of the rate limit, the headers and the users, for requests of one connector.
     *
     * @param hasOtherLogins whether requests without a password are passed on
     * @param proxies proxies that tell the address of the client
     */
    public Handler.Wrapper handler(
            String connector, boolean hasOtherLogins, TrustedProxies proxies, Telemetry telemetry) {
        return new WebConfigHandler(this, connector, hasOtherLogins, proxies, telemetry);
    }

    /** Returns the newest state, after a check if the last one is an interval ago. */
    State current() {
        if (NanoTime.since(checkedAt) >= checkInterval.toNanos()) {
            check();
        }
        return state;
    }

    /** Whether the connection of a request was opened under the present rules for client certificates. */
    boolean isOfPresentRules(Request request, WebConfig present) {
        return present.tls().isEmpty()
                || !(request.getConnectionMetaData().getConnection().getEndPoint()
                        instanceof SslConnection.SslEndPoint endPoint)
                || present.tls()
                        .get()
                        .clientRules()
                        .equals(handshakes.get(endPoint.getSslConnection().getSSLEngine()));
    }

    private synchronized void check() {
        if (NanoTime.since(checkedAt) < checkInterval.toNanos() || !source.changed()) {
            checkedAt = NanoTime.now();
            return;
        }
        var newSource = new FileSource(file);
        try {
            var next = read(newSource);
            requireSameProtocols(state.config(), next.config());
            state = next;
            LOG.atInfo().addKeyValue("file", file).log("The changed web configuration is in force");
        } catch (IllegalArgumentException e) {
            state = new State(state.config(), state.tls(), Causes.message(e));
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", Causes.message(e))
                    .log(
                            "The changed web configuration is invalid: each request is answered with 500 until it is corrected");
        }
        source = newSource;
        checkedAt = NanoTime.now();
    }

    private static State read(FileSource source) {
        var config = new WebConfigReader(source).read();
        return new State(config, config.tls().map(TlsContext::of), "");
    }

    private static void requireSameProtocols(WebConfig old, WebConfig next) {
        if (old.tls().isPresent() != next.tls().isPresent() || old.http2() != next.http2()) {
            throw new IllegalArgumentException(
                    "TLS and HTTP/2 cannot be switched on or off while the server runs; restart it");
        }
    }

    /** Creates the engine of each connection from the newest certificates. */
    private final class EngineFactory extends SslContextFactory.Server {
        EngineFactory() {
            setSslContext(state.tls().orElseThrow().context());
        }

        @Override
        public SSLEngine newSSLEngine() {
            var now = current();
            var engine = now.tls().orElseThrow().engine();
            handshakes.put(engine, now.config().tls().orElseThrow().clientRules());
            return engine;
        }

        @Override
        public SSLEngine newSSLEngine(String host, int port) {
            return newSSLEngine();
        }

        @Override
        public void customize(SSLEngine engine) {
            // The engine has its parameters.
        }
    }
}
