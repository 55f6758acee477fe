package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.ResponseEnvelope;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** An answer that several requests get: its bytes, as they are and compressed, and its entity tag. */
final class PreparedAnswer {
    private final String tag;
    private final byte[] json;
    /** Made when it is first asked for. */
    private volatile byte[] gzip;

    private PreparedAnswer(String tag, byte[] json) {
        this.tag = tag;
        this.json = json;
    }

    /** @param content the part of the data that the tag depends on */
    static PreparedAnswer of(Object data, Object content) {
        var json = ApiJson.write(ResponseEnvelope.success(data));
        return new PreparedAnswer(TaggedAnswer.tag(content), json.getBytes(StandardCharsets.UTF_8));
    }

    void send(Context request) {
        if (TaggedAnswer.isKnown(request, tag)) {
            return;
        }
        request.status(200).contentType(ApiJson.CONTENT_TYPE).header("Vary", "Accept-Encoding");
        var accepted = request.header("Accept-Encoding");
        if (accepted != null && accepted.matches(".*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*")) {
            request.header("Content-Encoding", "gzip").result(compressed());
        } else {
            request.result(json);
        }
    }

    private byte[] compressed() {
        if (gzip == null) {
            var bytes = new ByteArrayOutputStream(json.length / 4);
            try (var stream = new GZIPOutputStream(bytes)) {
                stream.write(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            gzip = bytes.toByteArray();
        }
        return gzip;
    }
}
