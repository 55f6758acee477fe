package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.ResponseEnvelope;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sends answers with an entity tag. A client that has the content already is answered with 304 (RFC 9110, section 8.8.3). The
 * tag is a hash of the data, so it is the same on instances with the same data.
 */
final class TaggedAnswer {
    private TaggedAnswer() {}

    /** @param data a record, whose hash covers all that clients see */
    static void send(Context request, Object data) {
        send(request, data, data);
    }

    /** @param content the part of the data that the tag depends on: without the times and offsets of the answer itself */
    static void send(Context request, Object data, Object content) {
        if (!isKnown(request, tag(content))) {
            ResponseEnvelope.send(request, data);
        }
    }

    /** Two hashes of 32 bits: of the content and of its text, whose collisions are others. */
    static String tag(Object content) {
        return "\"%08x%08x\""
                .formatted(Objects.hashCode(content), String.valueOf(content).hashCode());
    }

    /** Sets the entity tag. If the client has the content already, the answer is 304 without a body. */
    static boolean isKnown(Context request, String tag) {
        request.header("ETag", tag).header("Cache-Control", "no-cache");
        var isKnown = matches(request.header("If-None-Match"), tag);
        if (isKnown) {
            request.status(304);
        }
        return isKnown;
    }

    private static boolean matches(String known, String tag) {
        return known != null
                && Stream.of(known.split(","))
                        .map(String::strip)
                        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                        .anyMatch(one -> one.equals(tag) || one.equals("*"));
    }
}
