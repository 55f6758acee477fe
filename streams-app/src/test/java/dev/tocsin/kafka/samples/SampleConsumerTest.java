package dev.tocsin.kafka.samples;

import static dev.tocsin.kafka.TestRecords.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.Exemplar;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.MetricType;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SeriesExemplars;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.ExpectedTopology;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleConsumerTest {
    private static final Labels UP = Labels.of("__name__", "up");
    private static final long NOW = TestRecords.T.toEpochMilli();

    @TempDir
    Path directory;

    private final List<String> delivered = new ArrayList<>();
    private final SampleSink sink = new SampleSink() {
        @Override
        public void accept(SampleColumns samples, int partition, String source) {
            for (var row = 0; row < samples.size(); row++) {
                delivered.add("%s %d %s"
                        .formatted(samples.labels(row).metricName(), samples.time(row) - NOW, samples.value(row)));
            }
        }

        @Override
        public void accept(MetadataAndExemplars additional, Instant at) {
            additional.metadata().forEach(one -> delivered.add(one.metric() + " is a " + one.type()));
            additional
                    .exemplars()
                    .forEach(one -> delivered.add(
                            "%d exemplars of %s".formatted(one.exemplars().size(), one.series())));
        }

        @Override
        public void rejected(AppendResult reason) {
            delivered.add(reason.name());
        }

        @Override
        public void tickRecorded(String source, Instant tick) {
            delivered.add("recorded " + source + " " + tick);
        }

        @Override
        public void arrived(Duration lag) {}

        @Override
        public void tickMarked(int partition, Instant tick, int partitions) {
            delivered.add("tick " + tick + " of " + partitions + " partitions");
        }

        @Override
        public void restarted() {}
    };
    private final SampleConsumer consumer =
            new SampleConsumer(TOPICS, sink, () -> TestRecords.T, Duration.ofMinutes(10), () -> TestRecords.T);
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> topic;

    @BeforeEach
    void begin() {
        var properties = new Properties();
        properties.putAll(
                Map.of("application.id", "story", "bootstrap.servers", "none:1", "state.dir", directory.toString()));
        driver = new TopologyTestDriver(
                new SamplesTopology(consumer, TOPICS.samples().name(), new ByteArrayDeserializer()).build(),
                properties,
                TestRecords.T);
        topic = driver.createInputTopic(TOPICS.samples().name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void end() {
        driver.close();
    }

    @Test
    void topologyIsTheReviewedOne() throws IOException {
        var topology = new SamplesTopology(consumer, TOPICS.samples().name(), new ByteArrayDeserializer()).build();
        assertThat(topology.describe().toString()).isEqualTo(ExpectedTopology.read("samples"));
    }

    @Test
    void metadataAndExemplarsReachTheSink() {
        append(SampleBatch.of(new MetadataAndExemplars(
                List.of(new MetricMetadata("up", MetricType.GAUGE, "Whether it is up.", "")),
                List.of(new SeriesExemplars(
                        UP,
                        List.of(
                                new Exemplar(NOW, 1, Labels.of("trace_id", "a")),
                                new Exemplar(NOW, 2, Labels.EMPTY)))))));
        assertThat(delivered).containsExactly("up is a GAUGE", "2 exemplars of {__name__=\"up\"}");
        assertThat(consumer.skippedRecords()).isEmpty();
    }

    @Test
    void samplesReachTheSinkUnlessTheirTimesAreNotAccepted() {
        append(SampleBatch.of(List.of(
                TimeSeries.of(UP, NOW - 600_001, 1),
                TimeSeries.of(UP, NOW - 600_000, 2),
                TimeSeries.of(UP, NOW, 3),
                TimeSeries.of(UP, NOW + 600_000, 4),
                TimeSeries.of(UP, NOW + 600_001, 5),
                TimeSeries.of(UP, NOW + 86_400_000, 6))));
        assertThat(delivered)
                .containsExactly(
                        "TOO_OLD",
                        "TOO_FAR_IN_FUTURE",
                        "TOO_FAR_IN_FUTURE",
                        "up -600000 2.0",
                        "up 0 3.0",
                        "up 600000 4.0");
        assertThat(skippedReasons())
                .singleElement()
                .asString()
                .startsWith("of 6 samples, 1 too old, 2 too far in future: the timestamp of {__name__=\"up\"}, "
                        + (NOW - 600_001)
                        + " (")
                .contains("is before the oldest that is kept (");
    }

    @Test
    void sampleInAnotherUnitIsListedWithAGuess() {
        var times = List.of(NOW / 1000, NOW * 1000, NOW * 1_000_000, 0L);
        for (var i = 0; i < times.size(); i++) {
            append(SampleBatch.of(List.of(TimeSeries.of(Labels.of("__name__", "up", "i", "" + i), times.get(i), 1))));
        }
        append(SampleBatch.of(List.of(TimeSeries.of(UP, Long.MIN_VALUE, 1), TimeSeries.of(UP, Long.MAX_VALUE, 1))));
        assertThat(delivered)
                .containsExactly(
                        "TOO_OLD", "TOO_FAR_IN_FUTURE", "TOO_FAR_IN_FUTURE", "TOO_OLD", "TOO_OLD", "TOO_FAR_IN_FUTURE");
        assertThat(skippedReasons())
                .satisfiesExactly(
                        reason -> assertThat(reason).endsWith("; seconds instead of milliseconds?"),
                        reason -> assertThat(reason).endsWith("; microseconds instead of milliseconds?"),
                        reason -> assertThat(reason).endsWith("; nanoseconds instead of milliseconds?"),
                        reason -> assertThat(reason).doesNotContain("instead of"),
                        reason -> assertThat(reason).doesNotContain("instead of"));
        assertThat(consumer.skippedRecordCount()).isEqualTo(5);
    }

    @Test
    void sampleThatHasExpiredSinceItWasAppendedIsNoRejection() {
        var appended = TestRecords.T.minusSeconds(3_600);
        var at = appended.toEpochMilli();
        process(
                appended,
                TimeSeries.of(UP, at, 1),
                TimeSeries.of(UP, at - 600_001, 1),
                TimeSeries.of(UP, at + 600_001, 1));
        assertThat(delivered).containsExactly("TOO_OLD", "TOO_FAR_IN_FUTURE");
    }

    @Test
    void recordWithATimeThatIsNotSetOrInTheFutureIsComparedWithTheClock() {
        process(Instant.ofEpochSecond(NOW / 1_000_000), TimeSeries.of(UP, NOW, 1), TimeSeries.of(UP, NOW / 1_000, 1));
        process(TestRecords.T.plusSeconds(86_400), TimeSeries.of(UP, NOW, 1), TimeSeries.of(UP, NOW + 86_400_000, 1));
        assertThat(delivered).containsExactly("TOO_OLD", "up 0 1.0", "TOO_FAR_IN_FUTURE", "up 0 1.0");
    }

    private List<String> skippedReasons() {
        return consumer.skippedRecords().stream().map(SkippedRecord::reason).toList();
    }

    private void process(Instant at, TimeSeries... series) {
        var name = TOPICS.samples().name();
        var bytes = Codecs.SAMPLES.encode(SampleBatch.of(List.of(series)));
        consumer.process(new LogRecord(name, 0, at, "", Optional.of(bytes), Optional.empty()), new Partition(name, 0));
    }

    @Test
    void recordedTickComesAfterItsSamples() {
        append(new SampleBatch(List.of(TimeSeries.of(UP, NOW, 1)), "ns/group", SampleBatch.NO_TICK));
        append(new SampleBatch(List.of(TimeSeries.of(UP, NOW + 1, 1)), "ns/group", TestRecords.T));
        assertThat(delivered).containsExactly("up 0 1.0", "up 1 1.0", "recorded ns/group " + TestRecords.T);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a marker,                                         tick/12,  0,      0,      delivered
            a tick before the time of its record,             tick/12, -5,      0,      delivered
            the time of its record is a little ahead,         tick/12,  0,      10_000, delivered
            a tick after the time of its record,              tick/12,  1,      0,      'marks the tick'
            the time of its record is far ahead of the log,   tick/12,  0,      10_001, 'not more than 10 s later'
            a key that is not that of a marker,               up,       0,      0,      'its key ''up'' is not tick/'
            a number that is none,                            tick/x,   0,      0,      'its key ''tick/x'' is not tick/'
            fewer partitions than its own,                    tick/0,   0,      0,      'its key ''tick/0'' is not tick/'
            more partitions than are possible,                tick/10001, 0,    0,      'its key ''tick/10001'' is not'
            """)
    void tickMarkersAreCheckedAgainstTheTimeOfTheirRecord(
            String name, String key, long tickAfterRecord, String recordAfterLog, String result) {
        var at = TestRecords.T.plusMillis(Long.parseLong(recordAfterLog.replace("_", "")));
        var marker = SampleBatch.tickMarker(at.plusMillis(tickAfterRecord));
        var topicName = TOPICS.samples().name();
        consumer.process(
                new LogRecord(topicName, 0, at, key, Optional.of(Codecs.SAMPLES.encode(marker))),
                new Partition(topicName, 0));
        if (result.equals("delivered")) {
            assertThat(delivered).containsExactly("tick " + marker.tick() + " of 12 partitions");
            assertThat(skippedReasons()).isEmpty();
        } else {
            assertThat(delivered).isEmpty();
            assertThat(skippedReasons()).singleElement().asString().contains(result);
        }
    }

    @Test
    void poisonRecordIsSkippedCountedAndShown() {
        topic.pipeInput(new byte[0], new byte[] {0, 0, 0, 0, 1, 2});
        topic.pipeInput(new byte[0], (byte[]) null);
        append(SampleBatch.of(List.of(TimeSeries.of(UP, NOW, 1))));
        assertThat(delivered).containsExactly("up 0 1.0");
        assertThat(consumer.skippedRecordCount()).isEqualTo(1);
        assertThat(consumer.skippedRecords())
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).contains("kafka.schema.registry.url"));
    }

    @Test
    void awaitOffsetsCompletesWhenTheOffsetsAreReached() {
        var first = new Partition(TOPICS.samples().name(), 0);
        var second = new Partition(TOPICS.samples().name(), 1);
        var both = consumer.awaitOffsets(Map.of(first, 1L, second, 5L));
        append(SampleBatch.of(List.of(TimeSeries.of(UP, NOW, 1))));
        assertThat(both).isNotDone();
        assertThat(consumer.lag(Map.of(first, 1L, second, 5L))).isEqualTo(5);
        consumer.advance(second, 5);
        assertThat(both).isCompleted();
        consumer.reset();
        assertThat(consumer.awaitOffsets(Map.of(first, 1L))).isNotDone();
        assertThat(consumer.awaitOffsets(Map.of(first, 0L))).isCompleted();
    }

    @Test
    void failingSinkStopsNothing() {
        var failing = new SampleConsumer(
                TOPICS,
                new SampleSink() {
                    @Override
                    public void accept(MetadataAndExemplars additional, Instant at) {}

                    @Override
                    public void accept(SampleColumns samples, int partition, String source) {
                        throw new IllegalStateException("sink failed");
                    }

                    @Override
                    public void rejected(AppendResult reason) {}

                    @Override
                    public void tickRecorded(String source, Instant tick) {}

                    @Override
                    public void arrived(Duration lag) {}

                    @Override
                    public void tickMarked(int partition, Instant tick, int partitions) {}

                    @Override
                    public void restarted() {}
                },
                () -> TestRecords.T,
                Duration.ofMinutes(10),
                () -> TestRecords.T);
        var partition = new Partition(TOPICS.samples().name(), 0);
        var bytes = Codecs.SAMPLES.encode(SampleBatch.of(List.of(TimeSeries.of(UP, NOW, 1))));
        failing.process(
                new LogRecord(TOPICS.samples().name(), 0, TestRecords.T, "", Optional.of(bytes), Optional.empty()),
                partition);
        assertThat(failing.awaitOffsets(Map.of(partition, 1L))).isCompleted();
    }

    private void append(SampleBatch batch) {
        topic.pipeInput(new byte[0], Codecs.SAMPLES.encode(batch));
    }
}
