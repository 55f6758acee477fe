package dev.tocsin.http.webconfig;

import dev.tocsin.http.auth.FailedLogins;
import dev.tocsin.http.auth.TrustedProxies;
import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.ClientCertificate;
import dev.tocsin.http.common.DeferredRequest;
import dev.tocsin.http.webconfig.WebConfig.ClientAuth;
import dev.tocsin.http.webconfig.WebConfig.RateLimit;
import dev.tocsin.telemetry.Telemetry;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;

/** Applies the rate limit, the headers and the users of a web configuration to the requests of one connector. */
final class WebConfigHandler extends Handler.Wrapper {
    private static final String METHOD = "basic";

    private final WebConfigFile file;
    private final String connector;
    private final boolean hasOtherLogins;
    private final TrustedProxies proxies;
    private final FailedLogins failures;
    private Optional<TokenBucket> limiter = Optional.empty();
    private final LoginChecker logins = new LoginChecker();

    /** @param hasOtherLogins whether a request without a password is passed on, so that the resources decide */
    WebConfigHandler(
            WebConfigFile file, String connector, boolean hasOtherLogins, TrustedProxies proxies, Telemetry telemetry) {
        this.proxies = proxies;
        this.failures = new FailedLogins(() -> Instant.EPOCH.plusNanos(NanoTime.now()), telemetry);
        this.file = file;
        this.connector = connector;
        this.hasOtherLogins = hasOtherLogins;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!connector.equals(request.getConnectionMetaData().getConnector().getName())) {
            return super.handle(request, response, callback);
        }
        var state = file.current();
        var deferred = new DeferredRequest(getHandler(), request, response, callback);
        if (state.isBroken()) {
            return deferred.refuse(500, "Internal Server Error");
        }
        if (!isWithin(state.config().rateLimit())) {
            return deferred.refuse(429, "Too Many Requests");
        }
        if (!file.isOfPresentRules(request, state.config())) {
            return reconnect(deferred);
        }
        state.config().headers().forEach(response.getHeaders()::put);
        attachCertificate(request, state.config());
        if (state.config().users().isEmpty() || isPreflight(request)) {
            return super.handle(request, response, callback);
        }
        return authenticate(deferred, state.config());
    }

    // A changed limit begins with a full bucket; other changes of the file leave the bucket as it is.
    private boolean isWithin(Optional<RateLimit> limit) {
        TokenBucket present;
        synchronized (this) {
            if (!limiter.map(TokenBucket::limit).equals(limit)) {
                limiter = limit.map(TokenBucket::new);
            }
            present = limiter.orElse(null);
        }
        return present == null || present.tryAcquire();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        logins.close();
    }

    /** Closes a connection after its answer. Clients repeat a request with this status over a new connection. */
    private static boolean reconnect(DeferredRequest deferred) {
        var metadata = deferred.request().getConnectionMetaData();
        if (metadata.getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            deferred.response().getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        var endPoint = metadata.getConnection().getEndPoint();
        Request.addCompletionListener(deferred.request(), any -> endPoint.close());
        return deferred.refuse(
                421, "the rules for client certificates have changed since this connection was opened; connect again");
    }

    private static void attachCertificate(Request request, WebConfig config) {
        var verifies = config.tls().map(WebConfig.TlsSection::clientAuth).filter(ClientAuth::verifies);
        if (verifies.isPresent()
                && request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData session
                && session.peerCertificates() != null
                && session.peerCertificates().length > 0) {
            ClientCertificate.of(session.peerCertificates()[0]).attachTo(request);
        }
    }

    /** Whether a browser asks whether a page may send a request. It never adds a login to this question. */
    private static boolean isPreflight(Request request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeaders().contains(HttpHeader.ORIGIN)
                && request.getHeaders().contains("Access-Control-Request-Method");
    }

    private boolean authenticate(DeferredRequest deferred, WebConfig config) {
        var login = Login.of(deferred.request());
        if (login.isEmpty()) {
            return hasOtherLogins ? offerPassword(deferred) : unauthorized(deferred);
        }
        var known = logins.cached(config.users(), login.get());
        if (known.isPresent()) {
            return answer(deferred, login.get(), known.get());
        }
        var wait = failures.refusedFor(address(deferred), login.get().secret());
        if (!wait.isZero()) {
            deferred.response().getHeaders().put(HttpHeader.RETRY_AFTER, wait.toSeconds());
            return deferred.refuse(429, "too many logins from this address have failed; try again later");
        }
        try {
            logins.check(config.users(), login.get())
                    .thenAcceptAsync(
                            matches -> answer(deferred, login.get(), matches),
                            getServer().getThreadPool())
                    .exceptionally(deferred::fail);
            return true;
        } catch (RejectedExecutionException e) {
            deferred.response().getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            return deferred.refuse(503, "too many logins are being checked; try again");
        }
    }

    private static boolean offerPassword(DeferredRequest deferred) {
        Caller.offerPassword(deferred.request());
        return deferred.proceed();
    }

    private boolean answer(DeferredRequest deferred, Login login, boolean matches) {
        if (!matches) {
            failures.failed(address(deferred), METHOD, "unknown user or wrong password");
            return unauthorized(deferred);
        }
        failures.succeeded(login.secret());
        new Caller(login.user(), METHOD, address(deferred)).attachTo(deferred.request());
        return deferred.proceed();
    }

    private String address(DeferredRequest deferred) {
        return proxies.clientAddress(deferred.request());
    }

    private static boolean unauthorized(DeferredRequest deferred) {
        deferred.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic");
        return deferred.refuse(401, "Unauthorized");
    }
}
