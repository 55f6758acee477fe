package dev.tocsin.http;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.Caller;
import dev.tocsin.limits.Limit;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.OutOfMemory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for exceptions of the resources. A mistake of the client is not logged. Failures of the server are logged at a
 * limited rate, so that no client fills the log.
 */
final class RequestErrors {
    private static final Logger LOG = LoggerFactory.getLogger(RequestErrors.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private long windowStart = NanoTime.now();
    private long failures;

    void register(RoutesConfig routes) {
        routes.exception(ApiException.class, ApiException::send);
        routes.exception(
                NotFoundResponse.class,
                (e, request) -> request.status(404)
                        .contentType("text/plain; charset=utf-8")
                        .result("404 page not found\n"));
        routes.exception(
                HttpResponseException.class, (e, request) -> ApiJson.send(request, e.getStatus(), e.getMessage()));
        routes.exception(Exception.class, this::handle);
    }

    private void handle(Exception e, Context request) {
        OutOfMemory.endProcess(e);
        if (e instanceof HttpException malformed && malformed.getCode() < 500) {
            ApiJson.send(request, malformed.getCode(), "the request is malformed: " + malformed.getReason());
        } else if (e instanceof QuietException) {
            ApiJson.send(request, 400, "the request was aborted");
        } else {
            log(e, request);
            ApiJson.send(request, 500, "internal error, see the log of Tocsin: " + Causes.message(e));
        }
    }

    private void log(Exception e, Context request) {
        var number = countFailure();
        if (number > Limit.FAILURES_LOGGED.value()) {
            return;
        }
        LOG.atError()
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", handler(request))
                .addKeyValue("client", Caller.of(request).address())
                .setCause(e)
                .log(
                        number == Limit.FAILURES_LOGGED.value()
                                ? "A request failed; further failures of this minute are not logged"
                                : "A request failed");
    }

    /** Returns the number of failures in the current minute. */
    private synchronized long countFailure() {
        if (NanoTime.since(windowStart) > WINDOW.toNanos()) {
            windowStart = NanoTime.now();
            failures = 0;
        }
        return ++failures;
    }

    private static String handler(Context request) {
        var endpoint = request.endpoints().matchedHttpEndpoint();
        return endpoint == null ? RequestMetrics.UNMATCHED_PATH : endpoint.path;
    }
}
