package dev.tocsin.http.common;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Reads request bodies up to a size limit. */
public final class RequestBody {
    private RequestBody() {}

    /**
     * Reads a whole body. The server has read it before, up to one byte beyond the limit.
     *
     * @param tooLarge creates the error (status 413) for a body that is too large, from a message
     */
    public static byte[] read(Context request, int maxBytes, Function<String, ApiException> tooLarge) {
        try {
            var input = request.bodyInputStream();
            var body = input.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw tooLarge.apply("the body has more than %d bytes, which is the limit; send less per request"
                        .formatted(maxBytes));
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
