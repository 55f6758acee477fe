package dev.tocsin.http.common;

import io.javalin.http.Context;
import java.time.Duration;

/** An error response: the HTTP status and the body that explains it. */
public final class ApiException extends RuntimeException {
    private final int status;
    private final transient Object body;
    private final Duration retryAfter;

    /** @param body a view in the format of the API; a text becomes a JSON string */
    public ApiException(int status, Object body) {
        this(status, body, Duration.ZERO);
    }

    private ApiException(int status, Object body, Duration retryAfter) {
        super(status + " " + body, null, false, false);
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    public Object body() {
        return body;
    }

    /** Adds the header {@code Retry-After}. */
    public ApiException retryAfter(Duration delay) {
        return new ApiException(status, body, delay);
    }

    public void send(Context request) {
        if (!retryAfter.isZero()) {
            request.header("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        ApiJson.send(request, status, body);
    }
}
