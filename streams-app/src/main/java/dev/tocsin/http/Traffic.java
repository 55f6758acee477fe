package dev.tocsin.http;

import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;

/** Counts requests as Alertmanager does, by the patterns of their paths. */
final class Traffic {
    private static final String BEGUN = "tocsin.traffic";
    private static final String NOWHERE = "/*";
    private static final double NANOS = 1e6;

    private final Telemetry telemetry;

    Traffic(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    void count(JavalinConfig config) {
        config.routes.before(request -> {
            request.attribute(BEGUN, true);
            telemetry.requestBegun(method(request));
        });
        config.routes.after(this::measure);
        config.requestLogger.http(this::ended);
    }

    private void ended(Context request, float millis) {
        if (request.attribute(BEGUN) == null) {
            return;
        }
        telemetry.requestEnded(
                handler(request), method(request), request.statusCode(), Duration.ofNanos((long) (millis * NANOS)));
    }

    // As in Alertmanager, the answers of its API are not measured.
    private void measure(Context request) {
        var handler = handler(request);
        if (!handler.startsWith("/api/v2")) {
            telemetry.responded(handler, method(request), size(request.resultInputStream()));
        }
    }

    // What is answered here is whole before it is sent.
    private static long size(InputStream body) {
        try {
            return body == null ? 0 : body.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String handler(Context request) {
        var endpoint = request.endpoints().matchedHttpEndpoint();
        return endpoint == null ? NOWHERE : endpoint.path.replace("/silence/{id}", "/silence/{silenceID}");
    }

    private static String method(Context request) {
        return request.method().name().toLowerCase(Locale.ROOT);
    }
}
