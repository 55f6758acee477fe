package dev.tocsin.http.common;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** The body of a request, as long as it is not too large. */
public final class RequestBody {
    private RequestBody() {}

    /**
     * Reads it whole.
     *
     * @param tooLarge makes a refusal of a sentence
     */
    public static byte[] read(Context request, int mostBytes, Function<String, ApiException> tooLarge) {
        try {
            var body = request.bodyInputStream().readNBytes(mostBytes + 1);
            if (body.length > mostBytes) {
                throw tooLarge.apply(
                        "the body has more than %d bytes, which is the most that is taken; send less at once"
                                .formatted(mostBytes));
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
