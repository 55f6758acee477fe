package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.history.HistorySettings;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleDecoder;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.limits.Limit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random records of every topic: Avro with absurd values, JSON, bytes, tombstones, keys of rubbish. Nothing is thrown, no
 * record holds up the fold, and nothing grows beyond its bound. {@code -Dfuzz.seconds} and {@code -Dfuzz.seed} repeat more.
 */
class RecordFuzzTest {
    private static final long SECONDS = Long.getLong("fuzz.seconds", 3);
    private static final Duration SLOWEST = Duration.ofSeconds(5);
    private static final List<Object> NUMBERS =
            List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, 1L, 4_102_444_800_000L, 253_402_300_799_999L);
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "1m",
            "-5m",
            "99999999999y",
            "up == 0",
            "0x" + "f".repeat(20_000),
            "((((",
            "\u0000",
            "\uD83D\uDD14",
            "a".repeat(50_000),
            "x{a=~\"(((a{99}){99}){99})\"}",
            "{{ range }}",
            "/",
            "a/b",
            "route: {receiver: a}",
            "&a [*a]",
            "1e999999999");
    private static final List<String> JSON = List.of(
            "{}",
            "null",
            "[]",
            "1",
            "\"x\"",
            "[".repeat(5_000),
            "{\"rules\": [{\"alert\": \"A\", \"expr\": \"1e9999999\"}]}",
            "{\"document\": \"route: {receiver: a}\"}",
            "{\"labels\": {\"a\": 1e99999}, \"startsAt\": 1e999}",
            "{\"id\": \"x\", \"startsAt\": \"+999999999-12-31T23:59:59Z\"}",
            "{\"leaseMillis\": 1e400}");

    private CheckQueue checks;
    private Replica replica;
    private ReplicaState state;
    private final List<Topic<?>> topics = new ArrayList<>(TOPICS.unvalidated());
    private Duration slowest = Duration.ZERO;

    RecordFuzzTest() {
        var log = TOPICS.clusterLog();
        topics.addAll(List.of(
                TOPICS.rules(),
                TOPICS.config(),
                log.silences(),
                log.members(),
                log.claims(),
                log.releases(),
                log.nflogEntries()));
    }

    @AfterEach
    void close() {
        if (checks != null) {
            checks.close();
        }
    }

    @ParameterizedTest(name = "checked in the background: {0}")
    @ValueSource(booleans = {false, true})
    void noRecordOfAnyContentStopsTheFold(boolean inBackground) throws Exception {
        checks = inBackground ? CheckQueue.background(Limit.RECORD_CHECK_TIME.duration()) : CheckQueue.INLINE;
        replica = new Replica(
                TOPICS, TestRecords.VALIDATOR, () -> TestRecords.T, () -> 0, checks, HistorySettings.DEFAULTS);
        state = replica.newState();
        replica.activate(state);
        var firstSeed = Long.getLong("fuzz.seed", 0);
        var until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        var offset = 0L;
        var seed = firstSeed;
        for (; System.nanoTime() < until; seed++) {
            var random = new Random(seed);
            for (var topic : topics) {
                apply(seed, topic, random, offset++);
            }
        }
        for (var topic : List.of(TOPICS.rules(), TOPICS.config())) {
            var last = new RecordPosition(topic.name(), 0, offset - topics.size() + topics.indexOf(topic));
            replica.awaitApplied(last).get(60, TimeUnit.SECONDS);
        }
        System.out.printf("%d records from seeds %d to %d, the slowest took %s%n", offset, firstSeed, seed, slowest);
        assertBounded(offset);
    }

    /** The decoder of samples reads the bytes itself; it must agree with the classes that Avro generates. */
    @Test
    void samplesAreDecodedAsByTheGeneratedClasses() throws IOException {
        var decoder = new SampleDecoder();
        var firstSeed = Long.getLong("fuzz.seed", 0);
        var until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        for (var seed = firstSeed; System.nanoTime() < until; seed++) {
            var random = new Random(seed);
            var bytes = sampleBatch(random);
            var expected = Codecs.SAMPLES.decode(bytes).fold(RecordFuzzTest::samples, List::of);
            var found = decoder.decode(bytes).fold(read -> samples(read.samples()), List::of);
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static byte[] sampleBatch(Random random) throws IOException {
        if (random.nextInt(8) == 0) {
            return pick(JSON, random).getBytes(StandardCharsets.UTF_8);
        }
        var avro = avro(Codecs.SAMPLES.schema(), random);
        var bytes = random.nextInt(4) == 0 ? Arrays.copyOf(avro, random.nextInt(avro.length + 20)) : avro;
        for (var damage = random.nextInt(4); damage > 0 && bytes.length > 0; damage--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static List<Object> samples(SampleBatch batch) {
        return batch.series().stream()
                .flatMap(series -> series.samples().stream().map(sample -> (Object) List.of(series.labels(), sample)))
                .toList();
    }

    private static List<Object> samples(SampleColumns columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(row -> (Object) List.of(columns.labels(row), columns.sample(row)))
                .toList();
    }

    private void apply(long seed, Topic<?> topic, Random random, long offset) throws IOException {
        var value = value(topic, random);
        var record = new LogRecord(
                topic.name(),
                offset,
                TestRecords.T.plusMillis(offset),
                key(topic, value, random),
                value,
                Optional.empty());
        var source = state.sources().stream()
                .filter(one -> one.topic().equals(topic.name()))
                .findFirst()
                .orElseThrow();
        var before = System.nanoTime();
        try {
            replica.apply(state, source, record, new Partition(topic.name(), 0));
            readEverything(record.at());
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed %d, topic %s, key %s".formatted(seed, topic.name(), record.key()), e);
        }
        var took = Duration.ofNanos(System.nanoTime() - before);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        assertThat(took).as("seed %d, topic %s", seed, topic.name()).isLessThan(SLOWEST);
        source.lateWrites().clear();
    }

    private void readEverything(Instant now) {
        replica.silences().pastRetention(now, Duration.ofHours(1));
        replica.members().liveAt(now, Duration.ofSeconds(6)).isPreferred("a", "key");
        TopicRetention.DEFAULTS.expired(replica, replica.logTime());
    }

    private void assertBounded(long records) {
        assertThat(replica.members().all()).hasSizeLessThanOrEqualTo(Limit.MEMBERS.intValue());
        assertThat(replica.skippedRecords().values())
                .allSatisfy(skipped ->
                        assertThat(skipped).hasSizeLessThanOrEqualTo(Limit.LISTED_SKIPPED_RECORDS.intValue()));
        assertThat(replica.ruleGroups().entries().values().stream()
                        .filter(entry -> entry.value().isEmpty()))
                .hasSizeLessThanOrEqualTo(Limit.UNUSABLE_KEYS.intValue());
        assertThat(replica.slots()).hasSizeLessThan((int) records);
        assertThat(replica.slots()).allSatisfy(slot -> {
            assertThat(slot.holder().lease()).isLessThanOrEqualTo(Limit.CLAIM_LEASE.duration());
            var latest = TestRecords.T.plusMillis(records).plus(Limit.REFUSAL_AHEAD.duration());
            assertThat(slot.refusal().isOverAt(latest)).isTrue();
            assertThat(slot.nflogEntry().notifiedAt())
                    .isBefore(TestRecords.T.plusMillis(records).plus(Limit.NFLOG_TIME_AHEAD.duration()));
        });
    }

    private static Optional<byte[]> value(Topic<?> topic, Random random) throws IOException {
        return switch (random.nextInt(8)) {
            case 0 -> Optional.empty();
            case 1 -> {
                var bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                yield Optional.of(bytes);
            }
            case 2, 3 -> Optional.of(pick(JSON, random).getBytes(StandardCharsets.UTF_8));
            default -> {
                var avro = avro(topic.codec().schema(), random);
                if (random.nextInt(4) == 0) {
                    avro[random.nextInt(avro.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield Optional.of(avro);
            }
        };
    }

    private static String key(Topic<?> topic, Optional<byte[]> value, Random random) {
        if (random.nextInt(4) == 0) {
            return pick(List.of("silence/", "claim/", "sent/", "member/", "", "ns/"), random) + pick(TEXTS, random);
        }
        return value.flatMap(bytes -> validKey(topic, bytes)).orElse("alertmanager");
    }

    private static <T> Optional<String> validKey(Topic<T> topic, byte[] bytes) {
        Decoded<T> decoded = topic.codec().decode(bytes);
        return decoded.fold(valid -> Optional.of(topic.key(valid)), reason -> Optional.empty());
    }

    private static byte[] avro(Schema schema, Random random) throws IOException {
        var value = absurd(
                schema, new RandomData(schema, 1, random.nextLong()).iterator().next(), random);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array());
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(value, encoder);
        return bytes.toByteArray();
    }

    private static Object absurd(Schema schema, Object value, Random random) {
        return switch (schema.getType()) {
            case RECORD -> {
                var record = (IndexedRecord) value;
                schema.getFields()
                        .forEach(field ->
                                record.put(field.pos(), absurd(field.schema(), record.get(field.pos()), random)));
                yield record;
            }
            case ARRAY ->
                ((List<?>) value)
                        .stream()
                                .limit(random.nextInt(5))
                                .map(item -> absurd(schema.getElementType(), item, random))
                                .toList();
            case LONG -> pick(NUMBERS, random);
            case INT -> pick(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, 1), random);
            case DOUBLE -> pick(List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 1e308), random);
            case STRING -> pick(TEXTS, random);
            case MAP -> Map.of(pick(TEXTS, random), "x", "b", "c");
            default -> value;
        };
    }

    private static <T> T pick(List<T> items, Random random) {
        return items.get(random.nextInt(items.size()));
    }
}
