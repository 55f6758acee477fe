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
    private static final Codec<RuleGroupRecord> RULES = new AvroCodec<>(RuleGroupRecord.class, RuleGroupRecord.SCHEMA$);

    @Test
    void aRuleGroupMayBeWrittenAsJsonAndWhatIsMissingHasItsDefault() {
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
    void jsonAndAvroMeanTheSame() {
        var json = RULES.decode(bytes("{\"rules\": [{\"record\": \"a:b\", \"expr\": \"1\"}]}"))
                .orThrow();
        assertThat(RULES.decode(RULES.encode(json)).orThrow()).isEqualTo(json);
        assertThat(json.getRules())
                .containsExactly(
                        RuleRecord.newBuilder().setRecord("a:b").setExpr("1").build());
    }

    @Test
    void allProblemsOfJsonAreToldAtOnceWithTheirPlaces() {
        var read = RULES.decode(bytes("""
                {"name": 7, "limit": 1.5, "labels": {"a": true}, "rulez": [], "rules": [{"alret": "X"}, "Y"]}
                """));
        assertThat(read)
                .isEqualTo(new Decoded.Invalid<>("is no RuleGroupRecord: unknown field 'rulez'; "
                        + "'name' is 7, but must be a string; 'limit' is 1.5, but must be a whole number; "
                        + "'labels.a' is true, but must be a string; unknown field 'rules[0].alret'; "
                        + "'rules[1]' is \"Y\", but must be an object"));
    }

    @Test
    void aRecordOfManyMistakesDoesNotGrowByBeingRefused() {
        var wrong = "[" + "1,".repeat(200_000) + "1]";
        var read = RULES.decode(bytes("{\"rules\": " + wrong + ", \"" + "x".repeat(40_000) + "\": 1}"));
        var reason = read.fold(good -> "", why -> why);
        assertThat(reason)
                .hasSizeLessThan(10_000)
                .startsWith("is no RuleGroupRecord: unknown field 'xxx")
                .contains("'rules[0]' is 1, but must be an object")
                .endsWith("; and 199952 more");
    }

    @Test
    void whatCanNotBeReckonedWithIsAReasonToo() {
        var read = new Decoded.Valid<>(Instant.MAX).map(Instant::toEpochMilli);
        assertThat(read)
                .isEqualTo(new Decoded.Invalid<>("can not be used: java.lang.ArithmeticException: long overflow"));
    }

    @Test
    void numbersThatJsonDoesNotKnowAreTexts() {
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
    void whatTheDomainRefusesIsUndecodableInItsWords() {
        var json = """
                {"id": "s", "matchers": [], "startsAt": 1, "endsAt": 2}""";
        assertThat(Codecs.SILENCE.decode(bytes(json)))
                .isEqualTo(new Decoded.Invalid<>("invalid silence: at least one matcher set required"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # bytes              | why not
            00000000076162       | wire format, but with schema id 7 it could not be read here
            0001                 | shorter than a schema registry's header
            C301FFFFFFFFFFFFFFFF | unknown schema (fingerprint ffffffffffffffff)
            ABCD                 | neither Avro nor JSON
            ''                   | must be an object
            7B                   | neither Avro nor JSON
            7B7D7B7D             | neither Avro nor JSON
            5B5D                 | the record is [], but must be an object
            """)
    void bytesOfOtherKindsAreRefusedWithAReason(String hex, String reason) {
        var read = RULES.decode(HexFormat.of().parseHex(hex));
        assertThat(read).isInstanceOf(Decoded.Invalid.class);
        assertThat(read.<String>fold(value -> "", why -> why)).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F6FFFFFFFFFFFFFFFF01", "FEFFFFFF0F", "FEFFFFFFFFFFFFFFFF01", "80808080808080808080"})
    void aDamagedLengthCostsNoMemory(String length) {
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
        var whole = RULES.encode(RULES.decode(bytes("{\"rules\": [{\"alert\": \"Down\", \"expr\": \"up\"}]}"))
                .orThrow());
        for (var round = 0; round < 5_000; round++) {
            var damaged = Arrays.copyOf(whole, 10 + random.nextInt(whole.length - 9));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThat(RULES.decode(damaged)).isNotNull();
        }
    }

    @Test
    void bytesAreBounded() {
        assertThat(RULES.decode(new byte[AvroCodec.MAX_BYTES + 1]))
                .isEqualTo(new Decoded.Invalid<>("16777217 bytes are too many, at most 16777216 are read"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aHistogramMayBeFinerThanIsKept() {
        var batch = Codecs.SAMPLES.decode(bytes("""
                        {"series": [{"labels": {"__name__": "h"}, "samples": [], "histograms": [
                          {"timestamp": 5, "resolution": 10, "count": 3, "sum": 3, "positiveIndices": [1, 4, 5], "positiveCounts": [1, 1, 1]}]}]}
                        """)).orThrow();
        var kept = batch.series().get(0).samples().get(0).histogram();
        assertThat(kept.layout()).isEqualTo(BucketLayout.exponential(8, 0));
        assertThat(kept.positive()).isEqualTo(BucketCounts.ofContiguous(1, 2, 1));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            # histogram                                                                  | why it is none
            "resolution": -9                                                             | schema is -9
            "resolution": 0, "positiveIndices": [1], "positiveCounts": []                | 1 bucket indices, but 0 counts
            "resolution": 0, "positiveIndices": [2, 1], "positiveCounts": [1, 1]         | bucket index 1 comes after 2
            "resolution": -53, "bounds": [2, 1]                                          | bounds must increase
            "resolution": -53, "bounds": [1], "positiveIndices": [2], "positiveCounts": [1] | bucket 2 does not exist
            "resolution": 0, "bounds": [1]                                               | only schema -53 has custom bounds
            """)
    void aHistogramThatIsNoneIsToldWhy(String fields, String why) {
        var read = Codecs.SAMPLES.decode(bytes("""
                {"series": [{"labels": {"__name__": "h"}, "samples": [], "histograms": [{"timestamp": 5, "count": 1, "sum": 1, %s}]}]}
                """.formatted(fields)));
        assertThat(read.toString()).contains(why);
    }
}
