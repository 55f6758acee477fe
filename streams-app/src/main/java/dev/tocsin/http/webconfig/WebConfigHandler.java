package dev.tocsin.http.webconfig;

import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.ClientCertificate;
import dev.tocsin.http.common.DeferredRequest;
import dev.tocsin.http.webconfig.WebConfig.ClientAuth;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Applies the rate limit, the headers and the users of a web configuration to the requests of one connector. */
final class WebConfigHandler extends Handler.Wrapper {
    private final WebConfigFile file;
    private final String connector;
    private final boolean hasOtherLogins;
    private final Optional<TokenBucket> limiter;
    private final LoginChecker logins = new LoginChecker();

    /** @param hasOtherLogins whether a request without a password is passed on, so that the resources decide */
    WebConfigHandler(WebConfigFile file, String connector, boolean hasOtherLogins) {
        this.file = file;
        this.connector = connector;
        this.hasOtherLogins = hasOtherLogins;
        this.limiter = file.current().config().rateLimit().map(TokenBucket::new);
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
        if (limiter.isPresent() && !limiter.get().tryAcquire()) {
            return deferred.refuse(429, "Too Many Requests");
        }
        state.config().headers().forEach(response.getHeaders()::put);
        attachCertificate(request, state.config());
        if (state.config().users().isEmpty()) {
            return super.handle(request, response, callback);
        }
        return authenticate(deferred, state.config());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        logins.close();
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

    private boolean authenticate(DeferredRequest deferred, WebConfig config) {
        var login = Login.of(deferred.request());
        if (login.isEmpty()) {
            return hasOtherLogins ? offerPassword(deferred) : unauthorized(deferred);
        }
        var known = logins.cached(config.users(), login.get());
        if (known.isPresent()) {
            return known.get() ? accept(deferred, login.get()) : unauthorized(deferred);
        }
        try {
            logins.check(config.users(), login.get())
                    .thenAcceptAsync(
                            matches -> {
                                if (matches) {
                                    accept(deferred, login.get());
                                } else {
                                    unauthorized(deferred);
                                }
                            },
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

    private static boolean accept(DeferredRequest deferred, Login login) {
        new Caller(login.user(), "basic", Request.getRemoteAddr(deferred.request())).attachTo(deferred.request());
        return deferred.proceed();
    }

    private static boolean unauthorized(DeferredRequest deferred) {
        deferred.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic");
        return deferred.refuse(401, "Unauthorized");
    }
}
