package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.http.prometheus.WriteRequest.Counts;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.xerial.snappy.Snappy;

/**
 * {@code POST /api/v1/write}: remote write of versions 1 and 2.
 *
 * @param newMetadata selects the metadata that is stored
 * @param retention older samples are rejected
 * @param budget the memory of all requests that are processed
 * @param maxBodyBytes the largest compressed body that is read
 */
record RemoteWriteResource(
        BiFunction<List<EncodedSeries>, MetadataAndExemplars, CompletableFuture<?>> sampleWriter,
        NewMetadata newMetadata,
        InstantSource clock,
        AsyncResponse asyncResponse,
        Telemetry telemetry,
        Duration retention,
        ByteBudget budget,
        int maxBodyBytes) {
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";

    /** Returns the budget of {@link Limit#WRITE_MEMORY}, or less in a small heap. */
    static ByteBudget budgetOfHeap() {
        return new ByteBudget(
                Math.min(Limit.WRITE_MEMORY.value(), Runtime.getRuntime().maxMemory() / 8));
    }

    /** Stores the valid series of a request, even if others are invalid. */
    void write(Context request) {
        var version = WriteContentType.versionOf(request);
        sendCounts(request, version, Counts.NOTHING);
        var body = RequestBody.read(request, maxBodyBytes, sentence -> new ApiException(413, sentence));
        var length = decompressedLength(body, version);
        var memory = budget.share(() -> busy(request));
        CompletableFuture<?> written = null;
        try {
            var read = parse(body, length, version, memory);
            read.rejected().forEach(telemetry::samplesRejected);
            var additional = newMetadata.select(read.additional());
            if (read.series().isEmpty() && additional.isEmpty()) {
                respond(request, version, read);
            } else {
                written = sampleWriter.apply(read.series(), additional);
                respond(request, version, read, written);
            }
        } finally {
            if (written == null) {
                memory.release();
            } else {
                written.whenComplete((done, error) -> memory.release());
            }
        }
    }

    // Prometheus drops samples that are answered with 429, unless retry_on_http_429 is set, and sends them again after
    // 503.
    static ApiException busy(Context request) {
        var agent = request.userAgent();
        var status = agent != null && agent.startsWith("Prometheus/") ? 503 : 429;
        return new ApiException(status, "too many samples are being stored at the same time; send them again later")
                .retryAfter(RETRY_AFTER);
    }

    private void respond(Context request, WriteVersion version, WriteRequest read, CompletableFuture<?> written) {
        asyncResponse.respond(
                request,
                written,
                done -> respond(request, version, read),
                reason -> new ApiException(
                                503,
                                "the samples could not be stored (%s); some may have been stored, send them again"
                                        .formatted(reason))
                        .retryAfter(RETRY_AFTER));
    }

    private WriteRequest parse(byte[] body, int length, WriteVersion version, ByteBudget.Share memory) {
        try {
            memory.add(body.length + length);
            return WriteRequest.read(
                    Snappy.uncompress(body), version, SampleWindow.at(clock.instant(), retention), memory::add);
        } catch (IOException e) {
            throw notSnappy(version, e);
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "the body is not a %s: %s".formatted(version.message(), e.getMessage()));
        }
    }

    // The length is at the beginning, so it is known before anything is decompressed.
    private static int decompressedLength(byte[] body, WriteVersion version) {
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
            throw notSnappy(version, e);
        }
    }

    private static ApiException notSnappy(WriteVersion version, IOException e) {
        return new ApiException(
                400,
                "the body is not a %s: it is not compressed with Snappy in the block format (%s)"
                        .formatted(version.message(), e.getMessage()));
    }

    private static void respond(Context request, WriteVersion version, WriteRequest read) {
        sendCounts(request, version, read.counts());
        if (read.problems().isEmpty()) {
            request.status(204);
        } else {
            request.status(400).contentType("text/plain").result(read.problems() + "\n");
        }
    }

    // Senders of version 2 take a response without these headers for one of a receiver that knows version 1 only.
    private static void sendCounts(Context request, WriteVersion version, Counts stored) {
        if (version == WriteVersion.V2) {
            request.header(WRITTEN.formatted("Samples"), Integer.toString(stored.samples()));
            request.header(WRITTEN.formatted("Histograms"), Integer.toString(stored.histograms()));
            request.header(WRITTEN.formatted("Exemplars"), Integer.toString(stored.exemplars()));
        }
    }
}
