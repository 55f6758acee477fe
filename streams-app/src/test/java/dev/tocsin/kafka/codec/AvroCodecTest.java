package dev.tocsin.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.RuleGroupRecord;
import dev.tocsin.schemas.RuleRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCodecTest {
    private static final Codec<RuleGroupRecord> RULES = new AvroCodec<>(RuleGroupRecord.class);

    @Test
    void missingFieldsInJsonHaveTheirDefaults() {
        var read = RULES.decode(bytes("""
                {"name": "web", "interval": "15s", "labels": {"team": "a"}, "rules": [
                  {"alert": "Down", "expr": "up == 0", "for": "1m", "annotations": {"summary": "{{ $value }}"}}]}
                """)).orThrow();
        assertThat(read.getInterval()).isEqualTo("15s");
        assertThat(read.getLabels()).containsEntry("team", "a");
        assertThat(read.getQueryOffset()).isEmpty();
        assertThat(read.getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getFor$()).isEqualTo("1m");
            assertThat(rule.getRecord()).isEmpty();
            assertThat(rule.getAnnotations()).containsEntry("summary", "{{ $value }}");
        });
    }

    @Test
    void jsonAndAvroDecodeToTheSameValue() {
        var json = RULES.decode(bytes("{\"rules\": [{\"record\": \"a:b\", \"expr\": \"1\"}]}"))
                .orThrow();
        assertThat(RULES.decode(RULES.encode(json)).orThrow()).isEqualTo(json);
        assertThat(json.getRules())
                .containsExactly(
                        RuleRecord.newBuilder().setRecord("a:b").setExpr("1").build());
    }

    @Test
    void allProblemsOfJsonAreReportedWithTheirPlaces() {
        var read = RULES.decode(bytes("""
                {"name": 7, "limit": 1.5, "labels": {"a": true}, "rulez": [], "rules": [{"alret": "X"}, "Y"]}
                """));
        assertThat(read)
                .isEqualTo(new Decoded.Invalid<>("is not a valid RuleGroupRecord: unknown field 'rulez'; "
                        + "'name' is 7, but must be a string; 'limit' is 1.5, but must be a whole number; "
                        + "'labels.a' is true, but must be a string; unknown field 'rules[0].alret'; "
                        + "'rules[1]' is \"Y\", but must be an object"));
    }

    @Test
    void theReasonIsBoundedForARecordOfManyMistakes() {
        var wrong = "[" + "1,".repeat(200_000) + "1]";
        var read = RULES.decode(bytes("{\"rules\": " + wrong + ", \"" + "x".repeat(40_000) + "\": 1}"));
        var reason = read.fold(value -> "", text -> text);
        assertThat(reason)
                .hasSizeLessThan(10_000)
                .startsWith("is not a valid RuleGroupRecord: unknown field 'xxx")
                .contains("'rules[0]' is 1, but must be an object")
                .endsWith("; and 199952 more");
    }

    @Test
    void exceptionInAMappingIsAReason() {
        var read = new Decoded.Valid<>(Instant.MAX).map(Instant::toEpochMilli);
        assertThat(read)
                .isEqualTo(new Decoded.Invalid<>("cannot be used: java.lang.ArithmeticException: long overflow"));
    }

    @Test
    void nanAndInfinityInJsonAreTexts() {
        var json = """
                {"series": [{"labels": {"__name__": "up"}, "samples": [
                  {"timestamp": 1, "value": "NaN"}, {"timestamp": 2, "value": "+Inf"}, {"timestamp": 3, "value": 4}]}]}
                """;
        var batch = Codecs.SAMPLES.decode(bytes(json)).orThrow();
        assertThat(batch.isRecorded()).isFalse();
        assertThat(batch.series().get(0).labels()).isEqualTo(Labels.of("__name__", "up"));
        assertThat(batch.series().get(0).samples())
                .containsExactly(Sample.of(1, Double.NaN), Sample.of(2, Double.POSITIVE_INFINITY), Sample.of(3, 4));
    }

    @Test
    void timesInJsonAreMillisecondsOrTexts() {
        var millis = Codecs.CONFIG.decode(bytes("{\"document\": \"a\", \"updatedAt\": 1000}"));
        var text = Codecs.CONFIG.decode(bytes("{\"document\": \"a\", \"updatedAt\": \"1970-01-01T01:00:01+01:00\"}"));
        assertThat(millis).isEqualTo(text);
        assertThat(text.orThrow().updatedAt()).isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void valueThatItsConstructorRefusesIsInvalidWithItsMessage() {
        var json = """
                {"id": "s", "matchers": [], "startsAt": 1, "endsAt": 2}""";
        assertThat(Codecs.SILENCE.decode(bytes(json)))
                .isEqualTo(new Decoded.Invalid<>("invalid silence: at least one matcher set required"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # bytes              | reason
            00000000076162       | wire format, but schema id 7 cannot be read
            0001                 | shorter than a schema registry's header
            C301FFFFFFFFFFFFFFFF | unknown schema (fingerprint ffffffffffffffff)
            ABCD                 | neither Avro nor JSON
            ''                   | must be an object
            7B                   | neither Avro nor JSON
            7B7D7B7D             | neither Avro nor JSON
            5B5D                 | the record is [], but must be an object
            """)
    void bytesOfOtherFormatsAreInvalidWithAReason(String hex, String reason) {
        var read = RULES.decode(HexFormat.of().parseHex(hex));
        assertThat(read).isInstanceOf(Decoded.Invalid.class);
        assertThat(read.<String>fold(value -> "", text -> text)).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F6FFFFFFFFFFFFFFFF01", "FEFFFFFF0F", "FEFFFFFFFFFFFFFFFF01", "80808080808080808080"})
    void damagedLengthAllocatesNoMemory(String length) {
        var head = Arrays.copyOf(RULES.encode(RuleGroupRecord.newBuilder().build()), 10);
        var texts = HexFormat.of().formatHex(head) + length + "00";
        var lists = HexFormat.of().formatHex(head) + "0000000000" + length + "00";
        var rules = HexFormat.of().formatHex(head) + "000000000000" + length + "00";
        for (var damaged : new String[] {texts, lists, rules}) {
            assertThat(RULES.decode(HexFormat.of().parseHex(damaged))).isInstanceOf(Decoded.Invalid.class);
        }
    }

    @Test
    void damagedBytesNeverThrow() {
        var random = new Random(7);
        var valid = RULES.encode(RULES.decode(bytes("{\"rules\": [{\"alert\": \"Down\", \"expr\": \"up\"}]}"))
                .orThrow());
        for (var round = 0; round < 5_000; round++) {
            var damaged = Arrays.copyOf(valid, 10 + random.nextInt(valid.length - 9));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThat(RULES.decode(damaged)).isNotNull();
        }
    }

    @Test
    void sizeIsLimited() {
        assertThat(RULES.decode(new byte[AvroCodec.MAX_BYTES + 1]))
                .isEqualTo(new Decoded.Invalid<>("has 16777217 bytes, but at most 16777216 are allowed"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void resolutionOfAFineHistogramIsReduced() {
        var batch = Codecs.SAMPLES.decode(bytes("""
                        {"series": [{"labels": {"__name__": "h"}, "samples": [], "histograms": [
                          {"timestamp": 5, "resolution": 10, "count": 3, "sum": 3, "positiveIndices": [1, 4, 5], "positiveCounts": [1, 1, 1]}]}]}
                        """)).orThrow();
        var histogram = batch.series().get(0).samples().get(0).histogram();
        assertThat(histogram.layout()).isEqualTo(BucketLayout.exponential(8, 0));
        assertThat(histogram.positive()).isEqualTo(BucketCounts.ofContiguous(1, 2, 1));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            # histogram                                                                  | reason
            "resolution": -9                                                             | schema is -9
            "resolution": 0, "positiveIndices": [1], "positiveCounts": []                | 1 bucket indices, but 0 counts
            "resolution": 0, "positiveIndices": [2, 1], "positiveCounts": [1, 1]         | bucket index 1 comes after 2
            "resolution": -53, "bounds": [2, 1]                                          | bounds must increase
            "resolution": -53, "bounds": [1], "positiveIndices": [2], "positiveCounts": [1] | bucket 2 does not exist
            "resolution": 0, "bounds": [1]                                               | only schema -53 has custom bounds
            """)
    void invalidHistogramGivesTheReason(String fields, String why) {
        var read = Codecs.SAMPLES.decode(bytes("""
                {"series": [{"labels": {"__name__": "h"}, "samples": [], "histograms": [{"timestamp": 5, "count": 1, "sum": 1, %s}]}]}
                """.formatted(fields)));
        assertThat(read.toString()).contains(why);
    }
}
