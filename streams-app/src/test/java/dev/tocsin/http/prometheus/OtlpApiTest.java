package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code POST /api/v1/otlp/v1/metrics}, with messages of OpenTelemetry's own library. */
class OtlpApiTest {
    private static final String PATH = "/api/v1/otlp/v1/metrics";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final long NOW = HttpApiFixture.NOW.toEpochMilli();

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> post(byte[] body, String type, String... headers) {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = type;
        return api.send("POST", PATH, BodyPublishers.ofByteArray(body), all);
    }

    private static byte[] request(AggregationTemporality temporality, long timeMs) {
        var point =
                NumberDataPoint.newBuilder().setTimeUnixNano(timeMs * 1_000_000).setAsInt(7);
        var sum = Sum.newBuilder()
                .setAggregationTemporality(temporality)
                .setIsMonotonic(true)
                .addDataPoints(point);
        var metric = Metric.newBuilder().setName("http.requests").setSum(sum);
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
                .build()
                .toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void cumulativePointsAreStored() throws IOException {
        var body = request(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, NOW);
        var answer = post(gzip(body), PROTOBUF, "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(api.written).hasSize(1);
        assertThat(api.written.get(0).labels()).isEqualTo(Labels.of("__name__", "http_requests_total"));
        assertThat(api.written.get(0).samples()).extracting(Sample::value).containsExactly(7.0);
    }

    @Test
    void rejectedPointsAreAPartialSuccess() throws IOException {
        var delta = post(request(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, NOW), PROTOBUF);
        assertThat(delta.statusCode()).isEqualTo(200);
        var partial = ExportMetricsServiceResponse.parseFrom(delta.body().getBytes(StandardCharsets.UTF_8))
                .getPartialSuccess();
        assertThat(partial.getRejectedDataPoints()).isEqualTo(1);
        assertThat(partial.getErrorMessage()).contains("delta temporality", "deltatocumulative");
        var future = post(request(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, NOW + 700_000), PROTOBUF);
        assertThat(future.body()).contains("because of their time (too far in future)");
        assertThat(api.written).isEmpty();
    }

    @Test
    void jsonIsAnsweredWithJson() {
        var answer = post("""
                {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "load", "gauge":
                  {"dataPoints": [{"timeUnixNano": "%d000000", "asDouble": 1.5}]}}]}]}]}""".formatted(NOW).getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(api.written.get(0).labels().metricName()).isEqualTo("load");
    }

    @Test
    void otherBodiesAreRefused() throws IOException {
        assertThat(post(new byte[] {1, 2, 3}, PROTOBUF).statusCode()).isEqualTo(400);
        assertThat(post("[".getBytes(StandardCharsets.UTF_8), "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(new byte[0], "text/plain").statusCode()).isEqualTo(415);
        assertThat(post(new byte[0], PROTOBUF, "Content-Encoding", "zstd").statusCode())
                .isEqualTo(415);
        assertThat(post(new byte[] {1}, PROTOBUF, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(post(gzip(new byte[40 << 20]), PROTOBUF, "Content-Encoding", "gzip")
                        .body())
                .contains("which is the limit");
        api.log.fail("Kafka is out of reach");
        var unavailable = post(request(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, NOW), PROTOBUF);
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();
    }
}
