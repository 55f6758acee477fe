package dev.tocsin.http.common;

import io.javalin.http.Context;

/** An error response: the HTTP status and the body that explains it. */
public final class ApiException extends RuntimeException {
    private final int status;
    private final transient Object body;

    /** @param body a view in the format of the API; a text becomes a JSON string */
    public ApiException(int status, Object body) {
        super(status + " " + body, null, false, false);
        this.status = status;
        this.body = body;
    }

    public void send(Context request) {
        ApiJson.send(request, status, body);
    }
}
