package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.RequestBody;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;

/** {@code POST /api/v1/write}. */
public final class RemoteWriteHandler {
    private static final Duration MAX_FUTURE_TIME = Duration.ofMinutes(10);
    private static final int MAX_DECOMPRESSED_BYTES = 32 * 1024 * 1024;
    private static final String PROTOBUF = "application/x-protobuf";

    private final SampleWriter sampleWriter;
    private final InstantSource clock;
    private final AsyncResponse asyncResponse;
    private final int maxBodyBytes;

    /** @param mostBytes the largest body that is read, as it is sent */
    public RemoteWriteHandler(SampleWriter intake, InstantSource clock, AsyncResponse later, int mostBytes) {
        this.sampleWriter = intake;
        this.clock = clock;
        this.asyncResponse = later;
        this.maxBodyBytes = mostBytes;
    }

    /** Stores what is good and names what is not. */
    public void write(Context request) {
        requireSupportedEncoding(request);
        var body = RequestBody.read(request, maxBodyBytes, sentence -> new ApiException(413, sentence));
        var read = parse(body);
        if (read.series().isEmpty()) {
            respond(request, read);
        } else {
            asyncResponse.respond(
                    request, sampleWriter.append(read.series()), done -> respond(request, read), reason -> {
                        throw new ApiException(
                                503,
                                "the samples could not be stored (%s); nothing is promised, send them again"
                                        .formatted(reason));
                    });
        }
    }

    private WriteRequest parse(byte[] body) {
        try {
            return WriteRequest.read(decompress(body), clock.instant().plus(MAX_FUTURE_TIME));
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "the body is no remote write request of version 1: " + e.getMessage());
        }
    }

    // The length stands at the beginning, so it is known before anything is done.
    private static byte[] decompress(byte[] body) {
        try {
            var length = Snappy.uncompressedLength(body);
            if (length < 0 || length > MAX_DECOMPRESSED_BYTES) {
                throw new ApiException(
                        400,
                        "the body has more than %d bytes, decompressed; send less at once"
                                .formatted(MAX_DECOMPRESSED_BYTES));
            }
            return Snappy.uncompress(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not compressed by snappy, in the block format", e);
        }
    }

    private static void requireSupportedEncoding(Context request) {
        var encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("snappy")) {
            throw new ApiException(415, "content encoding '%s' is not taken, only snappy".formatted(encoding));
        }
        var type = request.header("Content-Type");
        if (type != null && !isVersion1(type.toLowerCase(Locale.ROOT))) {
            throw new ApiException(
                    415,
                    "content type '%s' is not taken, only %s;proto=prometheus.WriteRequest, which is remote write 1.0"
                            .formatted(type, PROTOBUF));
        }
    }

    private static boolean isVersion1(String type) {
        var parts = Stream.of(type.split(";")).map(String::strip).toList();
        return parts.get(0).equals(PROTOBUF)
                && parts.stream().skip(1).allMatch(part -> part.equals("proto=prometheus.writerequest"));
    }

    private static void respond(Context request, WriteRequest read) {
        if (read.problems().isEmpty()) {
            request.status(204);
        } else {
            request.status(400).contentType("text/plain").result(read.problems() + "\n");
        }
    }
}
