package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;

/**
 * {@code POST /api/v1/write}: remote write of version 1.
 *
 * @param retention older samples are rejected
 * @param budget the memory of all requests that are processed
 * @param maxBodyBytes the largest compressed body that is read
 */
record RemoteWriteResource(
        Function<List<EncodedSeries>, CompletableFuture<?>> sampleWriter,
        InstantSource clock,
        AsyncResponse asyncResponse,
        Telemetry telemetry,
        Duration retention,
        ByteBudget budget,
        int maxBodyBytes) {
    private static final String PROTOBUF = "application/x-protobuf";

    /** Returns the budget of {@link Limit#WRITE_MEMORY}, or less in a small heap. */
    static ByteBudget budgetOfHeap() {
        return new ByteBudget(
                Math.min(Limit.WRITE_MEMORY.value(), Runtime.getRuntime().maxMemory() / 8));
    }

    /** Stores the valid series of a request, even if others are invalid. */
    void write(Context request) {
        requireSupportedEncoding(request);
        var body = RequestBody.read(request, maxBodyBytes, sentence -> new ApiException(413, sentence));
        var length = decompressedLength(body);
        var memory = budget.share();
        CompletableFuture<?> written = null;
        try {
            var read = parse(body, length, memory);
            read.rejected().forEach(telemetry::samplesRejected);
            if (read.series().isEmpty()) {
                respond(request, read);
            } else {
                written = sampleWriter.apply(read.series());
                respond(request, read, written);
            }
        } finally {
            if (written == null) {
                memory.release();
            } else {
                written.whenComplete((done, error) -> memory.release());
            }
        }
    }

    private void respond(Context request, WriteRequest read, CompletableFuture<?> written) {
        asyncResponse.respond(
                request,
                written,
                done -> respond(request, read),
                reason -> new ApiException(
                        503,
                        "the samples could not be stored (%s); some may have been stored, send them again"
                                .formatted(reason)));
    }

    private WriteRequest parse(byte[] body, int length, ByteBudget.Share memory) {
        try {
            memory.add(body.length + length);
            return WriteRequest.read(Snappy.uncompress(body), SampleWindow.at(clock.instant(), retention), memory::add);
        } catch (IOException e) {
            throw notSnappy(e);
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "the body is not a remote write request of version 1: " + e.getMessage());
        }
    }

    // The length is at the beginning, so it is known before anything is decompressed.
    private static int decompressedLength(byte[] body) {
        try {
            var length = Snappy.uncompressedLength(body);
            if (length < 0 || length > Limit.WRITE_DECOMPRESSED.value()) {
                throw new ApiException(
                        400,
                        "the decompressed body has more than %d bytes, which is the limit; send less per request"
                                .formatted(Limit.WRITE_DECOMPRESSED.value()));
            }
            return length;
        } catch (IOException e) {
            throw notSnappy(e);
        }
    }

    private static ApiException notSnappy(IOException e) {
        return new ApiException(
                400,
                "the body is not a remote write request of version 1:"
                        + " it is not compressed with Snappy in the block format (%s)".formatted(e.getMessage()));
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
        var parts = Stream.of(type.split(";", -1)).map(String::strip).toList();
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
