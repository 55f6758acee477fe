package dev.tocsin.sources.otlp;

import static dev.tocsin.sources.TestSources.TIME;
import static dev.tocsin.sources.TestSources.header;
import static dev.tocsin.sources.TestSources.lines;
import static dev.tocsin.sources.TestSources.record;
import static dev.tocsin.sources.TestSources.text;
import static dev.tocsin.sources.TestSources.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.Messages;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.formats.FormatOptions;
import dev.tocsin.sources.formats.SourceFormats;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpFormatTest {
    private static final long NANOS = TIME * 1_000_000;
    private static final String AT = " @" + TIME;

    @Test
    void aPointThatSaysThereIsNoValueEndsItsSeries() throws Exception {
        var number = NumberDataPoint.newBuilder().setTimeUnixNano(NANOS).setFlags(1);
        var histogram = HistogramDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setFlags(1)
                .setSum(1);
        var exponential = ExponentialHistogramDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setFlags(1);
        assertThat(decode(gauge("g", number), histogram("h", histogram), exponential("e", exponential)))
                .isEqualTo(lines(
                        "g{} stale" + AT,
                        "h_count{} stale" + AT,
                        "h_sum{} stale" + AT,
                        "h_bucket{le=\"+Inf\"} stale" + AT,
                        "e{} stale" + AT));
    }

    @Test
    void aScaleThatIsTooFineIsReduced() throws Exception {
        // Index 0 of scale 10 is (1, 2^(1/1024)]; four of these buckets are one of scale 8.
        var point = ExponentialHistogramDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setScale(10)
                .setCount(10)
                .setSum(3)
                .setZeroCount(2)
                .setZeroThreshold(0.5)
                .setPositive(Buckets.newBuilder().setOffset(-2).addAllBucketCounts(List.of(1L, 1L, 1L, 1L, 1L, 0L, 2L)))
                .setNegative(Buckets.newBuilder().setOffset(4).addAllBucketCounts(List.of(1L)));
        assertThat(decode(exponential("e", point)))
                .isEqualTo(
                        "e{} histogram{schema 8, zero 2, count 10, sum 3, +[0, 1, 2][2.0, 3.0, 2.0], -[2][1.0], UNKNOWN}"
                                + AT);
    }

    @Test
    void aScaleThatIsTooCoarseIsLeftOut() {
        var point = ExponentialHistogramDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setScale(-5);
        assertThatThrownBy(() -> decode(exponential("e", point)))
                .hasMessageContaining("metric 'e' is left out: an exponential histogram has scale -5");
    }

    @Test
    void bucketsBeyondTheRangeOfIndicesAreLeftOut() {
        var point = ExponentialHistogramDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setPositive(Buckets.newBuilder().setOffset(Integer.MAX_VALUE).addBucketCounts(1));
        assertThatThrownBy(() -> decode(exponential("e", point))).isInstanceOf(UndecodableRecordException.class);
    }

    @Test
    void aSummaryHasQuantilesCountAndSum() throws Exception {
        var point = SummaryDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setStartTimeUnixNano(NANOS - 5_000_000)
                .setCount(4)
                .setSum(2.5)
                .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                        .setQuantile(0.99)
                        .setValue(7));
        var metric =
                Metric.newBuilder().setName("s").setSummary(Summary.newBuilder().addDataPoints(point));
        assertThat(decode(metric))
                .isEqualTo(lines(
                        "s{quantile=\"0.99\"} 7" + AT,
                        "s_count{} 4" + AT + " start " + (TIME - 5),
                        "s_sum{} 2.5" + AT + " start " + (TIME - 5)));
    }

    @Test
    void aHistogramCanLackSumBucketsAndBounds() throws Exception {
        var point = HistogramDataPoint.newBuilder().setTimeUnixNano(NANOS).setCount(4);
        assertThat(decode(histogram("h", point))).isEqualTo(lines("h_count{} 4" + AT, "h_bucket{le=\"+Inf\"} 4" + AT));
    }

    @Test
    void mistakesOfOneMetricLeaveTheOthers() throws Exception {
        var good = gauge(
                "good", NumberDataPoint.newBuilder().setTimeUnixNano(NANOS).setAsInt(3));
        var bounds = histogram(
                "bounds",
                HistogramDataPoint.newBuilder().setCount(4).addBucketCounts(4).addExplicitBounds(1));
        var order = histogram(
                "order",
                HistogramDataPoint.newBuilder()
                        .addAllBucketCounts(List.of(1L, 1L, 1L))
                        .addAllExplicitBounds(List.of(2.0, 1.0)));
        var temporality = Metric.newBuilder()
                .setName("temporality")
                .setSum(Sum.newBuilder().addDataPoints(NumberDataPoint.newBuilder()));
        var none = Metric.newBuilder().setName("none");
        var name = gauge("@", NumberDataPoint.newBuilder());
        var attribute = gauge("attribute", NumberDataPoint.newBuilder().addAttributes(attribute("", string("x"))));
        var decoded = decoded(FormatOptions.DEFAULTS, request(good, bounds, order, temporality, none, name, attribute));
        assertThat(text(decoded)).isEqualTo("good{} 3" + AT);
        assertThat(warnings(decoded))
                .containsExactly(
                        "metric 'bounds' is left out: a histogram has 1 buckets and 1 bounds, but must have one bucket more than bounds",
                        "metric 'order' is left out: the bounds of a histogram do not increase",
                        "metric 'temporality' is left out: its aggregation temporality is neither delta nor cumulative",
                        "metric 'none' is left out: it has no points of a known type",
                        "metric '@' is left out: a metric name cannot be made from its name",
                        "a point or resource is left out: attribute '' cannot be a label name");
    }

    @Test
    void attributesOfAllTypesBecomeTexts() throws Exception {
        var list = AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder()
                        .addValues(string("<a>"))
                        .addValues(AnyValue.newBuilder().setDoubleValue(1e-7))
                        .addValues(AnyValue.newBuilder()));
        var map = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder()
                        .addValues(attribute("b", AnyValue.newBuilder().setBoolValue(true)))
                        .addValues(attribute("a", AnyValue.newBuilder().setIntValue(-1))));
        var point = NumberDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setAsDouble(Double.NEGATIVE_INFINITY)
                .addAttributes(attribute("bool", AnyValue.newBuilder().setBoolValue(false)))
                .addAttributes(attribute("bytes", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("hi"))))
                .addAttributes(attribute("double", AnyValue.newBuilder().setDoubleValue(2.50)))
                .addAttributes(attribute("empty", AnyValue.newBuilder()))
                .addAttributes(attribute("int", AnyValue.newBuilder().setIntValue(Long.MAX_VALUE)))
                .addAttributes(attribute("list", list))
                .addAttributes(attribute("map", map));
        assertThat(decode(gauge("g", point)))
                .isEqualTo("g{bool=\"false\", bytes=\"aGk=\", double=\"2.5\", int=\"9223372036854775807\","
                        + " list=\"[\\\"\\\\u003ca\\\\u003e\\\",1e-7,null]\", map=\"{\\\"a\\\":-1,\\\"b\\\":true}\"} -Inf"
                        + AT);
    }

    @Test
    void attributesWithTheSameLabelNameAreJoined() throws Exception {
        var point = NumberDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .addAttributes(attribute("a_b", string("2")))
                .addAttributes(attribute("a.b", string("1")))
                .addAttributes(attribute("job", string("not this")));
        var request = ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", string("s"))))
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(gauge("g", point))))
                .build();
        assertThat(text(decoded(FormatOptions.DEFAULTS, request))).isEqualTo("g{a_b=\"1;2\", job=\"s\"} 0" + AT);
    }

    @Test
    void targetInfoIsRepeatedSoThatOldPointsHaveItToo() throws Exception {
        var point = NumberDataPoint.newBuilder().setTimeUnixNano(NANOS);
        var older = NumberDataPoint.newBuilder().setTimeUnixNano(NANOS - 200_000_000_000L);
        var request = ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(attribute("service.name", string("s")))
                                .addAttributes(attribute("host.name", string("h"))))
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(gauge("g", point, older))))
                .build();
        assertThat(text(decoded(FormatOptions.DEFAULTS, request)).lines().filter(line -> line.startsWith("target")))
                .containsExactly(
                        "target_info{host_name=\"h\", job=\"s\"} 1 @" + (TIME - 300_000),
                        "target_info{host_name=\"h\", job=\"s\"} 1 @" + (TIME - 150_000),
                        "target_info{host_name=\"h\", job=\"s\"} 1" + AT);
    }

    @Test
    void aPointWithoutTimeHasTheTimeOfTheRecord() throws Exception {
        assertThat(decode(gauge("g", NumberDataPoint.newBuilder().setAsInt(1)))).isEqualTo("g{} 1" + AT);
    }

    @ParameterizedTest
    @CsvSource({"logs", "traces", "profiles"})
    void otherSignalsOfASharedTopicAreIgnored(String signal) throws Exception {
        var format = SourceFormats.create("otlp_proto", FormatOptions.DEFAULTS);
        assertThat(format.decode(record("anything", header("otelcol.signal", signal))))
                .isInstanceOf(DecodedRecord.Ignored.class);
    }

    @Test
    void logsAreRefusedWithTheRemedy() {
        var logs = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder().setTimeUnixNano(NANOS))))
                .build();
        assertThatThrownBy(() -> SourceFormats.create("otlp_proto", FormatOptions.DEFAULTS)
                        .decode(record(logs.toByteArray())))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("let logs and traces have topics of their own");
    }

    @Test
    void fiftyThousandAttributesAreTooManyForASeries() throws Exception {
        var point = NumberDataPoint.newBuilder().setTimeUnixNano(NANOS);
        IntStream.range(0, 50_000).forEach(i -> point.addAttributes(attribute("a" + i, string("x"))));
        var good = gauge("good", NumberDataPoint.newBuilder().setTimeUnixNano(NANOS));
        var decoded = decoded(FormatOptions.DEFAULTS, request(gauge("many", point), good));
        assertThat(text(decoded)).isEqualTo("good{} 0" + AT);
        assertThat(warnings(decoded))
                .containsExactly("series 'many' is left out: it has 50001 labels, but the maximum is 1000");
    }

    @Test
    void moreContentThanTheMemoryAllowsIsRefused() {
        var point = NumberDataPoint.newBuilder();
        var metric = Metric.newBuilder()
                .setName("g")
                .setGauge(Gauge.newBuilder()
                        .addAllDataPoints(IntStream.range(0, 500_000)
                                .mapToObj(i -> point.build())
                                .toList()));
        assertThatThrownBy(() -> decode(metric)).hasMessageContaining("let the producer send smaller batches");
    }

    @Test
    void numbersAndNamesInJsonCanHaveTheirOlderForms() throws Exception {
        var json = """
                {"resource_metrics": [{"scope_metrics": [{"metrics": [
                  {"name": "a", "sum": {"is_monotonic": true, "aggregation_temporality": "AGGREGATION_TEMPORALITY_CUMULATIVE",
                    "data_points": [{"time_unix_nano": 1700000000000000000, "as_int": 7}]}},
                  {"name": "b", "gauge": {"dataPoints": [{"timeUnixNano": "1700000000000000000", "asDouble": "-Infinity",
                    "unknown": {"x": [1]}, "exemplars": null}]}}
                ]}]}]}
                """;
        assertThat(text(SourceFormats.create("otlp_json", FormatOptions.DEFAULTS)
                        .decode(record(json))))
                .isEqualTo(lines("a_total{} 7" + AT, "b{} -Inf" + AT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                      | there must be an object instead of of type ARRAY
            {"resourceMetrics": 5}                  | field resourceMetrics must be an object, but is 5
            {"resourceLogs": [{}]}                  | it has no resource metrics
            {"resourceMetrics": [}                  | it is not JSON at line 1, column 22
            {"a": 1, "a": 2}                        | it is not JSON at line 1, column 15: Duplicate field
            """)
    void jsonOfAnotherShapeIsRefused(String json, String reason) {
        assertThatThrownBy(() -> SourceFormats.create("otlp_json", FormatOptions.DEFAULTS)
                        .decode(record(json)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void anAttributeOfManyNestedListsIsRefused() {
        var bytes = nested(5_000);
        assertThatThrownBy(() -> SourceFormats.create("otlp_proto", FormatOptions.DEFAULTS)
                        .decode(record(bytes)))
                .isInstanceOf(UndecodableRecordException.class);
    }

    /** A gauge whose point has an attribute of lists inside each other; protobuf's own writer would overflow the stack. */
    private static byte[] nested(int depth) {
        var bytes = new byte[0];
        for (var i = 0; i < depth; i++) {
            bytes = Messages.bytes(5, Messages.bytes(1, bytes));
        }
        var attribute =
                Messages.concat(Messages.bytes(1, "a".getBytes(StandardCharsets.UTF_8)), Messages.bytes(2, bytes));
        var metric = Messages.concat(
                Messages.bytes(1, "g".getBytes(StandardCharsets.UTF_8)),
                Messages.bytes(5, Messages.bytes(1, Messages.bytes(7, attribute))));
        return Messages.bytes(1, Messages.bytes(2, Messages.bytes(2, metric)));
    }

    private static String decode(Metric.Builder... metrics) throws UndecodableRecordException {
        return text(decoded(FormatOptions.DEFAULTS, request(metrics)));
    }

    private static DecodedRecord decoded(FormatOptions options, ExportMetricsServiceRequest request)
            throws UndecodableRecordException {
        return SourceFormats.create("otlp_proto", options).decode(record(request.toByteArray()));
    }

    private static ExportMetricsServiceRequest request(Metric.Builder... metrics) {
        var scope = ScopeMetrics.newBuilder();
        List.of(metrics).forEach(scope::addMetrics);
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
                .build();
    }

    private static Metric.Builder gauge(String name, NumberDataPoint.Builder... points) {
        var gauge = Gauge.newBuilder();
        List.of(points).forEach(gauge::addDataPoints);
        return Metric.newBuilder().setName(name).setGauge(gauge);
    }

    private static Metric.Builder histogram(String name, HistogramDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName(name)
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(point));
    }

    private static Metric.Builder exponential(String name, ExponentialHistogramDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName(name)
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(point));
    }

    private static KeyValue.Builder attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value);
    }

    private static AnyValue.Builder string(String value) {
        return AnyValue.newBuilder().setStringValue(value);
    }
}
