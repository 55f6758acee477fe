package dev.tocsin.http.common;

import io.javalin.http.Context;
import java.util.Map;

/** A request that is turned away, with the body that says why. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Object body;
    private final transient Map<String, String> headers;

    /** @param body a view; a text becomes a JSON string */
    public ApiException(int status, Object body) {
        this(status, body, Map.of());
    }

    public ApiException(int status, Object body, Map<String, String> headers) {
        super(status + " " + body, null, false, false);
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    public void send(Context request) {
        headers.forEach(request::header);
        ApiJson.send(request, status, body);
    }
}
