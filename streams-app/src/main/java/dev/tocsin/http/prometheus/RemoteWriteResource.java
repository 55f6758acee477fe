package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.kafka.codec.SampleBatch;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;

/**
 * {@code POST /api/v1/write}: remote write of version 1.
 *
 * @param maxBodyBytes the largest compressed body that is read
 */
record RemoteWriteResource(
        Function<SampleBatch, CompletableFuture<?>> sampleWriter,
        InstantSource clock,
        AsyncResponse asyncResponse,
        int maxBodyBytes) {
    private static final Duration MAX_FUTURE_TIME = Duration.ofMinutes(10);
    private static final int MAX_DECOMPRESSED_BYTES = 32 * 1024 * 1024;
    private static final String PROTOBUF = "application/x-protobuf";

    /** Stores the valid series of a request, even if others are invalid. */
    void write(Context request) {
        requireSupportedEncoding(request);
        var body = RequestBody.read(request, maxBodyBytes, sentence -> new ApiException(413, sentence));
        var read = parse(body);
        if (read.series().isEmpty()) {
            respond(request, read);
        } else {
            asyncResponse.respond(
                    request,
                    sampleWriter.apply(SampleBatch.of(read.series())),
                    done -> respond(request, read),
                    reason -> new ApiException(
                            503,
                            "the samples could not be stored (%s); some may have been stored, send them again"
                                    .formatted(reason)));
        }
    }

    private WriteRequest parse(byte[] body) {
        try {
            return WriteRequest.read(decompress(body), clock.instant().plus(MAX_FUTURE_TIME));
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "the body is not a remote write request of version 1: " + e.getMessage());
        }
    }

    // The length is at the beginning, so it is known before anything is decompressed.
    private static byte[] decompress(byte[] body) {
        try {
            var length = Snappy.uncompressedLength(body);
            if (length < 0 || length > MAX_DECOMPRESSED_BYTES) {
                throw new ApiException(
                        400,
                        "the decompressed body has more than %d bytes, which is the limit; send less per request"
                                .formatted(MAX_DECOMPRESSED_BYTES));
            }
            return Snappy.uncompress(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not compressed with Snappy in the block format", e);
        }
    }

    private static void requireSupportedEncoding(Context request) {
        var encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("snappy")) {
            throw new ApiException(415, "content encoding '%s' is not supported; use snappy".formatted(encoding));
        }
        var type = request.header("Content-Type");
        if (type != null && !isVersion1(type.toLowerCase(Locale.ROOT))) {
            throw new ApiException(
                    415,
                    "content type '%s' is not supported; use %s;proto=prometheus.WriteRequest (remote write 1.0)"
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
