package dev.tocsin.sources.otlp;

import static dev.tocsin.sources.TestSources.lines;
import static dev.tocsin.sources.TestSources.record;
import static dev.tocsin.sources.TestSources.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.formats.FormatOptions;
import dev.tocsin.sources.formats.SourceFormats;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.time.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Decodes metrics that OpenTelemetry's SDK recorded and encoded. */
class OtlpSdkTest {
    private static final Resource RESOURCE = Resource.create(Attributes.of(
            AttributeKey.stringKey("service.namespace"),
            "shop",
            AttributeKey.stringKey("service.name"),
            "checkout",
            AttributeKey.stringKey("service.instance.id"),
            "pod-1",
            AttributeKey.stringKey("k8s.cluster.name"),
            "eu"));
    private static final Attributes ROUTE = Attributes.of(AttributeKey.stringKey("http.route"), "/pay");

    private final TestClock clock = TestClock.create(Instant.ofEpochMilli(1_700_000_000_000L));

    @Test
    void cumulativeMetricsBecomeCountersGaugesAndHistograms() throws Exception {
        var reader = InMemoryMetricReader.create();
        try (var provider = provider(reader)) {
            recordSome(provider);
            assertBothEncodings(
                    reader,
                    FormatOptions.DEFAULTS,
                    lines(
                            "requests_total{http_route=\"/pay\", instance=\"pod-1\", job=\"shop/checkout\"} 5 @1700000010000 start 1700000000000",
                            "queue_length{instance=\"pod-1\", job=\"shop/checkout\"} -2 @1700000010000",
                            "temperature_celsius{instance=\"pod-1\", job=\"shop/checkout\"} 21.5 @1700000010000",
                            "latency_seconds_bucket{instance=\"pod-1\", job=\"shop/checkout\", le=\"+Inf\"} 3 @1700000010000 start 1700000000000",
                            "latency_seconds_bucket{instance=\"pod-1\", job=\"shop/checkout\", le=\"0.5\"} 1 @1700000010000 start 1700000000000",
                            "latency_seconds_bucket{instance=\"pod-1\", job=\"shop/checkout\", le=\"1\"} 2 @1700000010000 start 1700000000000",
                            "latency_seconds_count{instance=\"pod-1\", job=\"shop/checkout\"} 3 @1700000010000 start 1700000000000",
                            "latency_seconds_sum{instance=\"pod-1\", job=\"shop/checkout\"} 6 @1700000010000 start 1700000000000",
                            "size_bytes{instance=\"pod-1\", job=\"shop/checkout\"} histogram{schema 8, zero 1, count 3, sum 5, +[0, 512][1.0, 1.0], -[][], UNKNOWN}"
                                    + " @1700000010000 start 1700000000000",
                            "target_info{instance=\"pod-1\", job=\"shop/checkout\", k8s_cluster_name=\"eu\"} 1 @1700000010000"));
        }
    }

    @Test
    void deltasAreMarkedToBeAddedUp() throws Exception {
        var reader = InMemoryMetricReader.createDelta();
        try (var provider = provider(reader)) {
            recordSome(provider);
            var first = decodeProtobuf(reader, FormatOptions.DEFAULTS);
            assertThat(text(first))
                    .contains(
                            "requests_total{http_route=\"/pay\", instance=\"pod-1\", job=\"shop/checkout\"} +5 @1700000010000 start 1700000000000",
                            "latency_seconds_count{instance=\"pod-1\", job=\"shop/checkout\"} +3 @1700000010000 start 1700000000000",
                            "le=\"1\"} +2 @1700000010000 start 1700000000000",
                            "} +histogram{schema 8, zero 1, count 3, sum 5,",
                            "temperature_celsius{instance=\"pod-1\", job=\"shop/checkout\"} 21.5 @");
            clock.advance(Duration.ofSeconds(10));
            provider.get("shop").counterBuilder("requests").build().add(1, ROUTE);
            assertThat(text(decodeProtobuf(reader, FormatOptions.DEFAULTS)))
                    .contains("} +1 @1700000020000 start 1700000010000");
        }
    }

    @Test
    void deltasAreKeptAsTheyAreIfAskedFor() throws Exception {
        var reader = InMemoryMetricReader.createDelta();
        try (var provider = provider(reader)) {
            recordSome(provider);
            var options =
                    options(new OtlpOptions(NamingStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, Set.of(), false, false));
            assertThat(text(decodeProtobuf(reader, options)))
                    .contains("requests_total{http_route=\"/pay\", instance=\"pod-1\", job=\"shop/checkout\"} 5 @")
                    .contains("-[][], GAUGE} @1700000010000")
                    .doesNotContain("} +");
        }
    }

    @Test
    void resourceAttributesAndScopesBecomeLabelsIfAskedFor() throws Exception {
        var reader = InMemoryMetricReader.create();
        try (var provider = provider(reader)) {
            recordSome(provider);
            var options = options(
                    new OtlpOptions(NamingStrategy.NO_TRANSLATION, Set.of("k8s.cluster.name", "absent"), true, true));
            assertThat(text(decodeProtobuf(reader, options)))
                    .contains(
                            "requests{\"http.route\"=\"/pay\", instance=\"pod-1\", job=\"shop/checkout\", \"k8s.cluster.name\"=\"eu\","
                                    + " otel_scope_name=\"shop\", otel_scope_version=\"2\"} 5 @");
        }
    }

    private void recordSome(SdkMeterProvider provider) {
        var meter = provider.meterBuilder("shop").setInstrumentationVersion("2").build();
        meter.counterBuilder("requests").build().add(5, ROUTE);
        meter.upDownCounterBuilder("queue.length").build().add(-2);
        meter.gaugeBuilder("temperature").setUnit("Cel").build().set(21.5);
        var latency = meter.histogramBuilder("latency")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(List.of(0.5, 1.0))
                .build();
        List.of(0.5, 1.0, 4.5).forEach(latency::record);
        var size = meter.histogramBuilder("size").setUnit("By").build();
        List.of(0.0, 1.0, 4.0).forEach(size::record);
        clock.advance(Duration.ofSeconds(10));
    }

    private SdkMeterProvider provider(MetricReader reader) {
        return SdkMeterProvider.builder()
                .setClock(clock)
                .setResource(RESOURCE)
                .registerMetricReader(reader)
                .registerView(
                        InstrumentSelector.builder().setName("size").build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram(
                                        Base2ExponentialHistogramOptions.builder()
                                                .setMaxBuckets(1_000)
                                                .setMaxScale(20)
                                                .build()))
                                .build())
                .build();
    }

    private static void assertBothEncodings(InMemoryMetricReader reader, FormatOptions options, String expected)
            throws IOException, UndecodableRecordException {
        var request = MetricsRequestMarshaler.create(reader.collectAllMetrics());
        var json = new ByteArrayOutputStream();
        request.writeJsonTo(json);
        var protobuf = new ByteArrayOutputStream();
        request.writeBinaryTo(protobuf);
        var fromProtobuf = SourceFormats.create("otlp_proto", options).decode(record(protobuf.toByteArray()));
        assertThat(text(fromProtobuf)).isEqualTo(expected);
        var fromJson = SourceFormats.create("otlp_json", options).decode(record(json.toByteArray()));
        assertThat(text(fromJson)).isEqualTo(expected);
    }

    private static DecodedRecord decodeProtobuf(InMemoryMetricReader reader, FormatOptions options)
            throws IOException, UndecodableRecordException {
        var bytes = new ByteArrayOutputStream();
        MetricsRequestMarshaler.create(reader.collectAllMetrics()).writeBinaryTo(bytes);
        return SourceFormats.create("otlp_proto", options).decode(record(bytes.toByteArray()));
    }

    private static FormatOptions options(OtlpOptions otlp) {
        return new FormatOptions(true, otlp, false, FormatOptions.DEFAULTS.timestampUnit(), "tenant");
    }
}
