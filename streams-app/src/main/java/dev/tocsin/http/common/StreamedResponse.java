package dev.tocsin.http.common;

import io.javalin.http.Context;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A response whose parts are sent when they are written, such as server-sent events. All other responses are held in memory
 * until they are complete. No method blocks.
 */
public interface StreamedResponse {
    /** The request attribute with the stream of its response. */
    String ATTRIBUTE = "tocsin.stream";

    /** Returns the stream of the response to a request. The resource answers with the future {@link #ended}. */
    static StreamedResponse of(Context request) {
        StreamedResponse stream = request.attribute(ATTRIBUTE);
        if (stream == null) {
            throw new IllegalStateException("the server does not stream the response to " + request.path());
        }
        return stream;
    }

    /** Starts a response with status 200. Nothing else may be written to the response. */
    void open(Map<String, String> headers);

    /** Sends a part, unless the part before is not sent yet. Returns whether the part is sent. */
    boolean trySend(String part);

    /** Ends the response after the part that is being sent. */
    void end();

    /** Completes when the response has ended, or the client is gone. */
    CompletableFuture<Void> ended();
}
