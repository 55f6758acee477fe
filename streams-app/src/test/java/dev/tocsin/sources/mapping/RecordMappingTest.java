package dev.tocsin.sources.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.Labels;
import dev.tocsin.sources.Accumulation;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.SourceSample;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordMappingTest {
    private static final long RECORD_TIME =
            Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

    private static final RecordMapping ORDERS = new RecordMapping(
            new JsonTree(),
            Optional.of(FilterExpression.parse("$.status == \"PAID\"")),
            TimeMapping.OF_RECORD,
            List.of(
                    series(
                            "shop_euro",
                            "$.amount",
                            Map.of("country", "$.country", "env", "prod"),
                            SeriesMapping.Kind.GAUGE),
                    series("shop_orders_total", "1", Map.of("country", "$.country"), SeriesMapping.Kind.COUNTER)));

    private static SeriesMapping series(
            String metric, String value, Map<String, String> labels, SeriesMapping.Kind kind) {
        return new SeriesMapping(
                FieldExpression.parse(metric),
                FieldExpression.parse(value),
                labels.entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, label -> FieldExpression.parse(label.getValue()))),
                kind);
    }

    private static SourceRecord record(String value) {
        return new SourceRecord(
                "orders",
                0,
                7,
                RECORD_TIME,
                null,
                value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    private static DecodedRecord.Samples samples(String value) throws UndecodableRecordException {
        return (DecodedRecord.Samples) ORDERS.decode(record(value));
    }

    @Test
    void aRecordBecomesOneSampleOfEachSeries() throws UndecodableRecordException {
        var decoded = samples("{\"status\":\"PAID\",\"amount\":\"12.50\",\"country\":\"DE\"}");
        assertThat(decoded.warnings()).isEmpty();
        assertThat(decoded.samples())
                .extracting(SourceSample::labels)
                .containsExactly(
                        Labels.of("__name__", "shop_euro", "country", "DE", "env", "prod"),
                        Labels.of("__name__", "shop_orders_total", "country", "DE"));
        assertThat(decoded.samples()).extracting(one -> one.sample().value()).containsExactly(12.5, 1.0);
        assertThat(decoded.samples())
                .extracting(SourceSample::accumulation)
                .containsExactly(Accumulation.NONE, Accumulation.ADD);
        assertThat(decoded.samples()).allMatch(one -> one.sample().time() == RECORD_TIME);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            -                                                   | tombstone
            {"status":"OPEN","amount":1}                        | filtered
            {}                                                  | filtered
            [1]                                                 | filtered
            """)
    void recordsWithoutSamplesByDesign(String value, String reason) throws UndecodableRecordException {
        assertThat(ORDERS.decode(record(value))).isEqualTo(new DecodedRecord.Ignored(reason));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"status":"PAID"                                     | the value cannot be read: it is not JSON
            {"status":"PAID"} {}                                 | the value cannot be read: it is not JSON
            ``                                                   | the value cannot be read: it is empty
            nonsense                                             | the value cannot be read: it is not JSON
            """)
    void undecodableRecordsSayWhy(String value, String reason) {
        assertThatThrownBy(() -> ORDERS.decode(record(value)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"status":"PAID","country":"DE"}                    | shop_euro is left out: the value at $.amount is missing, not a number
            {"status":"PAID","country":"DE","amount":"12 EUR"}  | the value at $.amount is "12 EUR", not a number
            {"status":"PAID","country":"DE","amount":{}}        | the value at $.amount is an object, not a number
            """)
    void aPartThatCannotBeUsedIsLeftOut(String value, String reason) throws UndecodableRecordException {
        var decoded = samples(value);
        assertThat(decoded.samples()).hasSize(1);
        assertThat(decoded.warnings()).singleElement().asString().contains(reason);
    }

    @Test
    void aRecordOfWhichNothingIsLeftIsUndecodable() {
        assertThatThrownBy(() -> ORDERS.decode(record("{\"status\":\"PAID\",\"country\":[1]}")))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("the value at $.amount is missing")
                .hasMessageContaining("label country, at $.country, is no single value");
    }

    @Test
    void aCounterDoesNotDecrease() throws UndecodableRecordException {
        var mapping = new RecordMapping(
                new JsonTree(),
                Optional.empty(),
                TimeMapping.OF_RECORD,
                List.of(
                        series("sum_total", "$.n", Map.of(), SeriesMapping.Kind.COUNTER),
                        series("n", "$.n", Map.of(), SeriesMapping.Kind.GAUGE)));
        var decoded = (DecodedRecord.Samples) mapping.decode(record("{\"n\":-1}"));
        assertThat(decoded.samples()).hasSize(1);
        assertThat(decoded.warnings()).singleElement().asString().contains("a counter only increases");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            auto | 1769860800                        | 2026-01-31T12:00:00Z
            auto | 1769860800.25                     | 2026-01-31T12:00:00.250Z
            auto | 1769860800123                     | 2026-01-31T12:00:00.123Z
            auto | 1769860800123456                  | 2026-01-31T12:00:00.123Z
            auto | 1769860800123456789               | 2026-01-31T12:00:00.123Z
            auto | "1769860800"                      | 2026-01-31T12:00:00Z
            auto | "2026-01-31T13:00:00.5+01:00"     | 2026-01-31T12:00:00.500Z
            ms   | 1769860800000                     | 2026-01-31T12:00:00Z
            s    | 5                                 | 1970-01-01T00:00:05Z
            ns   | 1769860800000000000               | 2026-01-31T12:00:00Z
            """)
    void timesHaveUnitsThatCanBeRecognised(String unit, String time, Instant expected)
            throws UndecodableRecordException {
        var mapping = new RecordMapping(
                new JsonTree(),
                Optional.empty(),
                new TimeMapping(Optional.of(FieldExpression.parse("$.at")), TimestampUnit.of(unit)),
                List.of(series("x", "1", Map.of(), SeriesMapping.Kind.GAUGE)));
        var decoded = (DecodedRecord.Samples) mapping.decode(record("{\"at\":%s}".formatted(time)));
        assertThat(Instant.ofEpochMilli(decoded.samples().get(0).sample().time()))
                .isEqualTo(expected);
    }

    @Test
    void aRecordWithoutItsTimeIsUndecodable() {
        var mapping = new RecordMapping(
                new JsonTree(),
                Optional.empty(),
                new TimeMapping(Optional.of(FieldExpression.parse("$.at")), Optional.empty()),
                List.of(series("x", "1", Map.of(), SeriesMapping.Kind.GAUGE)));
        for (var value : List.of("{}", "{\"at\":\"noon\"}", "{\"at\":true}", "{\"at\":null}")) {
            assertThatThrownBy(() -> mapping.decode(record(value)))
                    .isInstanceOf(UndecodableRecordException.class)
                    .hasMessageContaining("the time at $.at is");
        }
    }

    @Test
    void valuesInTheFramingOfARegistryAreRead() throws UndecodableRecordException {
        var json = "{\"status\":\"PAID\",\"amount\":1}".getBytes(StandardCharsets.UTF_8);
        var framed = new byte[json.length + 5];
        framed[4] = 9;
        System.arraycopy(json, 0, framed, 5, json.length);
        assertThat(ORDERS.decode(record("").withValue(framed))).isInstanceOf(DecodedRecord.Samples.class);
    }

    @Test
    void randomBytesAreUndecodableAndNothingElse() {
        var seed = 20260131;
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var bytes = "{\"status\":\"PAID\",\"amount\":1,\"country\":\"DE\"}".getBytes(StandardCharsets.UTF_8);
            for (var changes = random.nextInt(5); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                ORDERS.decode(record("").withValue(bytes));
            } catch (UndecodableRecordException expected) {
                assertThat(expected.getMessage())
                        .as("seed %d, round %d", seed, i)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void deepJsonIsUndecodable() {
        assertThatThrownBy(() -> ORDERS.decode(record("[".repeat(100_000))))
                .isInstanceOf(UndecodableRecordException.class);
    }
}
