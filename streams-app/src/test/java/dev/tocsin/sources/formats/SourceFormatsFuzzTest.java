package dev.tocsin.sources.formats;

import static dev.tocsin.sources.Messages.bytes;
import static dev.tocsin.sources.Messages.concat;
import static dev.tocsin.sources.Messages.decimal;
import static dev.tocsin.sources.Messages.number;
import static dev.tocsin.sources.Messages.packed;
import static dev.tocsin.sources.Messages.signed;
import static dev.tocsin.sources.Messages.text;
import static dev.tocsin.sources.TestSources.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.LabelName;
import dev.tocsin.limits.Limit;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.DecodedRecord.Samples;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random and changed records: each is decoded or refused with the exception of formats, in time.
 *
 * <p>{@code -Dfuzz.seconds=N} sets the time of each format (1 by default), {@code -Dfuzz.seed=N} the first seed (1 by default).
 */
class SourceFormatsFuzzTest {
    private static final Duration SLOWEST = Duration.ofSeconds(10);
    private static final List<String> TOKENS = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "=",
            "\n",
            " ",
            "#",
            "null",
            "NaN",
            "1e999",
            "-0",
            "\\ud800",
            "18446744073709551616",
            "\"metrics\":[",
            "\"kind\":\"incremental\",",
            "\"buckets\":{}",
            "\u0000",
            "é",
            "+Inf",
            "1970");

    /** A valid record of each format. */
    private static final Map<String, byte[]> RECORDS = Map.of(
            "adapter-json", utf8("""
                    {"timestamp":"2023-11-14T22:13:20Z","value":"1.5","name":"up","labels":{"__name__":"up","job":"a"}}"""),
            "influx", utf8("cpu,host=a,x\\ y=\\,b usage=1.5,n=4i,s=\"a\\\"b\",up=t 1700000000000000000\nmem free=1u\n"),
            "telegraf-json", utf8("""
                    {"metrics":[{"fields":{"a":1.5,"b":true,"c":"x"},"name":"m","tags":{"h":"a"},"timestamp":1700000000}]}"""),
            "vector-json", utf8("""
                    {"metric":{"name":"m","namespace":"n","tags":{"a":["b",null]},"timestamp":"2023-11-14T22:13:20.5Z",
                    "interval_ms":5,"kind":"incremental","aggregated_histogram":{"buckets":[{"upper_limit":1.5,"count":3},
                    {"upper_limit":null,"count":1}],"count":4,"sum":9.5},"distribution":{"samples":[{"value":1,"rate":2}]}}}"""),
            "prometheus-text", utf8("""
                    # TYPE h histogram
                    h_bucket{le="1",a="b\\n"} 1 1700000000000
                    {"x.y"} +Inf # {a="b"} 1
                    """),
            "openmetrics-text", utf8("a_total{b=\"c\"} 1.5 1700000000.5 # {trace_id=\"x\"} 0.5 1.5\n# EOF\n"),
            "remote-write",
                    concat(
                            bytes(
                                    1,
                                    concat(
                                            bytes(1, concat(text(1, "__name__"), text(2, "up"))),
                                            bytes(2, concat(decimal(1, 1), number(2, 1_700_000_000_000L))))),
                            bytes(
                                    1,
                                    concat(
                                            bytes(1, concat(text(1, "__name__"), text(2, "h"))),
                                            bytes(
                                                    4,
                                                    concat(
                                                            number(1, 3),
                                                            decimal(3, 7),
                                                            signed(4, 1),
                                                            bytes(11, concat(signed(1, 0), number(2, 2))),
                                                            bytes(12, new byte[] {2, 2}),
                                                            number(15, 1_700_000_000_000L)))))),
            "mimir",
                    bytes(
                            1,
                            concat(
                                    bytes(1, concat(text(1, "__name__"), text(2, "up"))),
                                    bytes(2, concat(decimal(1, 1), number(2, 1_700_000_000_000L))),
                                    number(6, 5))),
            "otlp_json", utf8("""
                    {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},
                    "scopeMetrics":[{"scope":{"name":"x"},"metrics":[{"name":"a","unit":"s","sum":{"isMonotonic":true,
                    "aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1700000000000000000","startTimeUnixNano":"1","asInt":"7",
                    "attributes":[{"key":"k","value":{"arrayValue":{"values":[{"doubleValue":1.5}]}}}]}]}},
                    {"name":"e","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"count":"3","scale":10,
                    "positive":{"offset":-5,"bucketCounts":["1","2"]}}]}}]}]}]}"""),
            "otlp_proto", otlp());

    static Stream<String> formats() {
        return SourceFormats.names().stream();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aRecordCutAtAnyByteIsDecodedOrRefused(String name) throws Exception {
        var format = SourceFormats.create(name, FormatOptions.DEFAULTS);
        var whole = RECORDS.get(name);
        assertThat(((Samples) format.decode(record(whole))).samples()).isNotEmpty();
        assertThat(((Samples) format.decode(record(whole))).warnings()).isEmpty();
        for (var length = 0; length < whole.length; length++) {
            decode(format, record(Arrays.copyOf(whole, length)), "%s cut at %d".formatted(name, length));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aChangedRecordIsDecodedOrRefused(String name) {
        var format = SourceFormats.create(name, FormatOptions.DEFAULTS);
        var first = Long.getLong("fuzz.seed", 1);
        var end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("fuzz.seconds", 1)).toNanos();
        var seed = first;
        for (; System.nanoTime() < end; seed++) {
            var random = new Random(seed);
            decode(format, record(changed(RECORDS.get(name), random)), "%s, seed %d".formatted(name, seed));
        }
        System.out.printf("SourceFormatsFuzzTest: %s, seeds %d to %d%n", name, first, seed - 1);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theRecordsOfOtherFormatsAreDecodedOrRefused(String name) {
        var format = SourceFormats.create(name, FormatOptions.DEFAULTS);
        RECORDS.forEach((other, value) -> decode(format, record(value), name + " from " + other));
    }

    private static void decode(RecordFormat format, SourceRecord record, String description) {
        var start = System.nanoTime();
        try {
            assertValid(format.decode(record));
        } catch (UndecodableRecordException e) {
            assertThat(e.getMessage())
                    .as(description)
                    .hasSizeLessThan(10_000)
                    .doesNotContain(": null.", "Exception", "java.", "dev.tocsin", "fasterxml");
        } catch (RuntimeException | Error e) {
            throw new AssertionError(description, e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(description).isLessThan(SLOWEST);
    }

    private static void assertValid(DecodedRecord decoded) {
        if (decoded instanceof Samples samples) {
            assertThat(samples.warnings()).hasSizeLessThanOrEqualTo(Limit.SOURCE_WARNINGS.intValue() + 1);
            samples.samples().forEach(sample -> {
                assertThat(sample.labels().metricName()).isNotEmpty();
                sample.labels().forEach((label, value) -> {
                    assertThat(LabelName.isValid(label)).isTrue();
                    assertThat(LabelName.isUnicode(value)).isTrue();
                });
            });
        }
    }

    private static byte[] changed(byte[] whole, Random random) {
        var value = whole.clone();
        for (var changes = 1 + random.nextInt(4); changes > 0 && value.length > 0; changes--) {
            var at = random.nextInt(value.length);
            switch (random.nextInt(6)) {
                case 0 -> value[at] = (byte) random.nextInt();
                case 1 -> value[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> value = Arrays.copyOf(value, at);
                case 3 ->
                    value = concat(
                            Arrays.copyOf(value, at),
                            Arrays.copyOfRange(value, random.nextInt(value.length), value.length));
                case 4 ->
                    value = concat(
                            Arrays.copyOf(value, at),
                            utf8(TOKENS.get(random.nextInt(TOKENS.size()))),
                            Arrays.copyOfRange(value, at, value.length));
                default -> Arrays.fill(value, at, Math.min(value.length, at + 5), (byte) 0xff);
            }
        }
        return value;
    }

    private static byte[] otlp() {
        var attribute = bytes(7, concat(text(1, "k"), bytes(2, bytes(5, bytes(1, decimal(4, 1.5))))));
        var sum = bytes(
                2,
                concat(
                        text(1, "a"),
                        text(3, "s"),
                        bytes(
                                7,
                                concat(
                                        bytes(
                                                1,
                                                concat(
                                                        attribute,
                                                        fixed(2, 1),
                                                        fixed(3, 1_700_000_000_000_000_000L),
                                                        fixed(6, 7))),
                                        number(2, 1),
                                        number(3, 1)))));
        var histogram = bytes(
                2,
                concat(
                        text(1, "h"),
                        bytes(
                                9,
                                concat(
                                        bytes(
                                                1,
                                                concat(
                                                        fixed(4, 3),
                                                        decimal(5, 9),
                                                        bytes(6, new byte[16]),
                                                        bytes(7, new byte[8]))),
                                        number(2, 2)))));
        var exponential = bytes(
                2,
                concat(
                        text(1, "e"),
                        bytes(
                                10,
                                concat(
                                        bytes(
                                                1,
                                                concat(
                                                        fixed(4, 3),
                                                        signed(6, 10),
                                                        bytes(8, concat(signed(1, -5), packed(2, 1, 2))))),
                                        number(2, 2)))));
        var resource = bytes(1, bytes(1, concat(text(1, "service.name"), bytes(2, text(1, "s")))));
        return bytes(1, concat(resource, bytes(2, concat(sum, histogram, exponential))));
    }

    private static byte[] fixed(int field, long value) {
        return decimal(field, Double.longBitsToDouble(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
