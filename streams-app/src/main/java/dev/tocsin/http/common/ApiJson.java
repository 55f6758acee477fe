package dev.tocsin.http.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** JSON as Go's servers write it: no HTML escapes, numbers without exponents, a newline at the end. */
public final class ApiJson {
    public static final String CONTENT_TYPE = "application/json";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private ApiJson() {}

    public static String write(Object view) {
        try {
            return MAPPER.writeValueAsString(view) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON: " + view.getClass(), e);
        }
    }

    /**
     * Sends a view whose JSON has at most so many bytes.
     *
     * @throws TooLargeException if it has more; nothing is sent then
     */
    public static void send(Context request, int status, Object view, int maxBytes) {
        var json = new BoundedBuffer(maxBytes);
        try {
            MAPPER.writeValue(json, view);
            json.write('\n');
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON: " + view.getClass(), e);
        } catch (IOException e) {
            throw new TooLargeException(e);
        }
        request.status(status).contentType(CONTENT_TYPE).result(json.content());
    }

    /** JSON with more bytes than are allowed. */
    public static final class TooLargeException extends RuntimeException {
        private TooLargeException(IOException cause) {
            super(cause);
        }
    }

    /** A buffer with a maximum size. */
    private static final class BoundedBuffer extends OutputStream {
        private final Content buffer = new Content();
        private final int maxBytes;

        BoundedBuffer(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public void write(int one) throws IOException {
            requireSpace(1);
            buffer.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            requireSpace(length);
            buffer.write(bytes, from, length);
        }

        private void requireSpace(int length) throws IOException {
            if (length > maxBytes - buffer.size()) {
                throw new IOException("more than %d bytes".formatted(maxBytes));
            }
        }

        InputStream content() {
            return buffer.input();
        }
    }

    /** Gives its bytes without a copy. */
    private static final class Content extends ByteArrayOutputStream {
        InputStream input() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }

    public static void send(Context request, int status, Object view) {
        request.status(status).contentType(CONTENT_TYPE).result(write(view));
    }
}
