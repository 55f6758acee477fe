package dev.tocsin.http;

import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.DeferredRequest;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The first handler of a request. It adds the security headers, refuses methods that no path has, and leaves the second
 * address only health and metrics.
 */
final class RequestGate extends Handler.Wrapper {
    static final String MANAGEMENT = "management";

    /** A page may set a Content-Security-Policy of its own. */
    static final Map<String, String> SECURITY_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "deny",
            "Referrer-Policy", "same-origin",
            "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> FORBIDDEN_METHODS = Set.of("TRACE", "CONNECT");
    private static final String OTHER_METHOD = "other";

    private final ManagementPaths paths;
    private final Telemetry telemetry;

    RequestGate(ManagementPaths paths, Telemetry telemetry) {
        this.paths = paths;
        this.telemetry = telemetry;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SECURITY_HEADERS.forEach(response.getHeaders()::put);
        var deferred = new DeferredRequest(getHandler(), request, response, callback);
        if (!METHODS.contains(request.getMethod())) {
            return refuseMethod(deferred);
        }
        if (MANAGEMENT.equals(request.getConnectionMetaData().getConnector().getName())) {
            if (!paths.contain(request)) {
                return deferred.refuse(404, "this address serves only /-/healthy, /-/ready and /metrics");
            }
            new Caller("", MANAGEMENT, Request.getRemoteAddr(request)).attachTo(request);
        }
        return super.handle(request, response, callback);
    }

    private boolean refuseMethod(DeferredRequest request) {
        var status = FORBIDDEN_METHODS.contains(request.request().getMethod()) ? 405 : 501;
        telemetry.requestStarted(OTHER_METHOD);
        telemetry.requestEnded(RequestMetrics.UNMATCHED_PATH, OTHER_METHOD, status, Duration.ZERO);
        request.response().getHeaders().put(HttpHeader.ALLOW, "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
        return request.refuse(status, "this method is not supported");
    }
}
