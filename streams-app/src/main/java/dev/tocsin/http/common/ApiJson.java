package dev.tocsin.http.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as Go's servers write it: no HTML escapes, numbers without exponents, a newline at the end. */
public final class ApiJson {
    public static final String CONTENT_TYPE = "application/json";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ApiJson() {}

    /** @throws IllegalArgumentException if the text is not JSON; the message has the reason and the place, no content */
    public static JsonNode read(byte[] json) {
        try {
            var tree = MAPPER.readTree(json);
            return tree.isMissingNode() ? MAPPER.nullNode() : tree;
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            throw new IllegalArgumentException(
                    location == null
                            ? e.getOriginalMessage()
                            : "%s (line %d, column %d)"
                                    .formatted(e.getOriginalMessage(), location.getLineNr(), location.getColumnNr()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String write(Object view) {
        try {
            return MAPPER.writeValueAsString(view) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON: " + view.getClass(), e);
        }
    }

    public static void send(Context request, int status, Object view) {
        request.status(status).contentType(CONTENT_TYPE).result(write(view));
    }
}
