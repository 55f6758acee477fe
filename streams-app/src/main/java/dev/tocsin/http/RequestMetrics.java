package dev.tocsin.http;

import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;

/** Measures requests by path pattern, as Alertmanager does. */
record RequestMetrics(Telemetry telemetry) {
    private static final String STARTED_ATTRIBUTE = "tocsin.traffic";
    static final String UNMATCHED_PATH = "/*";
    private static final double NANOS_PER_MILLI = 1e6;

    void register(JavalinConfig config) {
        config.routes.before(request -> {
            request.attribute(STARTED_ATTRIBUTE, true);
            telemetry.requestStarted(method(request));
        });
        config.routes.after(this::recordResponseSize);
        config.requestLogger.http(this::requestEnded);
    }

    private void requestEnded(Context request, float millis) {
        if (request.attribute(STARTED_ATTRIBUTE) == null) {
            return;
        }
        telemetry.requestEnded(handler(request), method(request), request.statusCode(), Duration.ofNanos((long)
                (millis * NANOS_PER_MILLI)));
    }

    // As in Alertmanager, response sizes of its API are not measured.
    private void recordResponseSize(Context request) {
        var handler = handler(request);
        if (!handler.startsWith("/api/v2")) {
            telemetry.responded(handler, method(request), size(request.resultInputStream()));
        }
    }

    // Responses are complete in memory before they are sent.
    private static long size(InputStream body) {
        try {
            return body == null ? 0 : body.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String handler(Context request) {
        var endpoint = request.endpoints().matchedHttpEndpoint();
        return endpoint == null ? UNMATCHED_PATH : endpoint.path.replace("/silence/{id}", "/silence/{silenceID}");
    }

    private static String method(Context request) {
        return request.method().name().toLowerCase(Locale.ROOT);
    }
}
