package dev.tocsin.http.common;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A request that a Jetty handler answers itself, or passes on to the next handler, now or later in another thread.
 *
 * @param next the handler that the request is passed on to
 */
public record DeferredRequest(Handler next, Request request, Response response, Callback callback) {

    /**
     * Answers with a text, as Go's {@code http.Error} does. Always true. A connection whose request has more content than was
     * received is closed after the answer, which says so.
     */
    public boolean refuse(int status, String text) {
        request.consumeAvailable();
        response.setStatus(status);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    /** Passes the request on. Always true: a request without a handler is answered with 404. */
    public boolean proceed() {
        try {
            if (!next.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
        return true;
    }

    /** Answers with an error. Always null, for the use in a future. */
    public <T> T fail(Throwable error) {
        Response.writeError(request, response, callback, error);
        return null;
    }
}
