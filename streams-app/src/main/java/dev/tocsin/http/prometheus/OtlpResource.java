package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.limits.Limit;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.otlp.OtlpFormat;
import dev.tocsin.sources.otlp.OtlpOptions;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;

/**
 * {@code POST /api/v1/otlp/v1/metrics}: metrics of OpenTelemetry, as protobuf or JSON, translated to names and labels of
 * Prometheus. Points of delta temporality are rejected, because they would have to be added up.
 *
 * @param retention older samples are rejected
 * @param budget the memory of all requests that are processed
 */
record OtlpResource(
        BiFunction<List<EncodedSeries>, MetadataAndExemplars, CompletableFuture<?>> sampleWriter,
        InstantSource clock,
        AsyncResponse asyncResponse,
        Telemetry telemetry,
        Duration retention,
        ByteBudget budget,
        int maxBodyBytes) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OtlpFormat FORMAT = new OtlpFormat(OtlpOptions.DEFAULTS);

    /** Decoded points need more memory than their bytes. */
    private static final int MEMORY_PER_BYTE = 8;

    void write(Context request) {
        var isJson = isJson(request);
        var body = RequestBody.read(request, maxBodyBytes, sentence -> new ApiException(413, sentence));
        var memory = budget.share(() -> RemoteWriteResource.busy(request));
        CompletableFuture<?> written = null;
        try {
            var points = points(request, body, isJson, memory);
            points.rejected().forEach(telemetry::samplesRejected);
            if (points.series().isEmpty()) {
                respond(request, points, isJson);
            } else {
                written = sampleWriter.apply(points.series(), MetadataAndExemplars.NONE);
                asyncResponse.respond(
                        request,
                        written,
                        done -> respond(request, points, isJson),
                        reason -> new ApiException(
                                        503, "the samples could not be stored (%s); send them again".formatted(reason))
                                .retryAfter(RemoteWriteResource.RETRY_AFTER));
            }
        } finally {
            if (written == null) {
                memory.release();
            } else {
                written.whenComplete((done, error) -> memory.release());
            }
        }
    }

    private OtlpPoints points(Context request, byte[] body, boolean isJson, ByteBudget.Share memory) {
        try {
            memory.add((long) MEMORY_PER_BYTE * body.length);
            var bytes = decompressed(request, body);
            memory.add((long) MEMORY_PER_BYTE * bytes.length);
            return OtlpPoints.of(decode(bytes, isJson), SampleWindow.at(clock.instant(), retention));
        } catch (IOException | IllegalArgumentException | UndecodableRecordException e) {
            throw new ApiException(400, "the body is not a metrics request of OTLP: " + e.getMessage());
        }
    }

    private DecodedRecord.Samples decode(byte[] bytes, boolean isJson) throws IOException, UndecodableRecordException {
        var now = clock.millis();
        return isJson ? FORMAT.json(JSON.readTree(bytes), now) : FORMAT.protobuf(bytes, now);
    }

    private static byte[] decompressed(Context request, byte[] body) throws IOException {
        var encoding = request.header("Content-Encoding");
        if (encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return body;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new ApiException(415, "content encoding '%s' is not supported; use gzip or none".formatted(encoding));
        }
        try (var input = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var limit = Limit.WRITE_DECOMPRESSED.intValue();
            var bytes = input.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IllegalArgumentException(
                        "it has more than %d bytes decompressed, which is the limit; send less per request"
                                .formatted(limit));
            }
            return bytes;
        }
    }

    private static boolean isJson(Context request) {
        var type = request.header("Content-Type");
        var media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (media) {
            case "application/json" -> true;
            case "application/x-protobuf" -> false;
            default ->
                throw new ApiException(
                        415,
                        "content type '%s' is not supported; use application/x-protobuf or application/json"
                                .formatted(type));
        };
    }

    private static void respond(Context request, OtlpPoints points, boolean isJson) {
        request.status(200);
        if (isJson) {
            request.contentType("application/json").result(points.responseJson());
        } else {
            request.contentType("application/x-protobuf").result(points.responseProtobuf());
        }
    }
}
