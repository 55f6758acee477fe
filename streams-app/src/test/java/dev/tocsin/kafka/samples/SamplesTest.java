package dev.tocsin.kafka.samples;

import static dev.tocsin.kafka.Facts.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.kafka.Facts;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Reviewed;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleBatch.Track;
import dev.tocsin.kafka.log.Fact;
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

class SamplesTest {
    private static final Labels UP = Labels.of("__name__", "up");
    private static final long NOW = Facts.T.toEpochMilli();

    @TempDir
    Path directory;

    private final List<String> given = new ArrayList<>();
    private final SampleSink sink = new SampleSink() {
        @Override
        public void accept(Labels labels, Sample sample) {
            given.add("%s %d %s".formatted(labels.metricName(), sample.time() - NOW, sample.value()));
        }

        @Override
        public void recorded(String source, Instant tick) {
            given.add("recorded " + source + " " + tick);
        }
    };
    private final Samples samples = new Samples(TOPICS, sink, () -> Facts.T, Duration.ofMinutes(10));
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> topic;

    @BeforeEach
    void begin() {
        var properties = new Properties();
        properties.putAll(
                Map.of("application.id", "story", "bootstrap.servers", "none:1", "state.dir", directory.toString()));
        driver = new TopologyTestDriver(
                new SamplesTopology(samples, TOPICS.samples(), new ByteArrayDeserializer()).build(),
                properties,
                Facts.T);
        topic = driver.createInputTopic(TOPICS.samples(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void end() {
        driver.close();
    }

    @Test
    void isTheTopologyThatWasReviewed() throws IOException {
        var topology = new SamplesTopology(samples, TOPICS.samples(), new ByteArrayDeserializer()).build();
        assertThat(topology.describe().toString()).isEqualTo(Reviewed.topology("samples"));
    }

    @Test
    void samplesReachTheSinkUnlessTheyAreOlderThanItsWindow() {
        append(SampleBatch.of(
                List.of(Track.of(UP, NOW - 600_001, 1), Track.of(UP, NOW - 600_000, 2), Track.of(UP, NOW, 3))));
        assertThat(given).containsExactly("up -600000 2.0", "up 0 3.0");
    }

    @Test
    void theTickOfASourceComesAfterItsSamples() {
        append(new SampleBatch(List.of(Track.of(UP, NOW, 1)), "ns/group", SampleBatch.NONE));
        append(new SampleBatch(List.of(Track.of(UP, NOW + 1, 1)), "ns/group", Facts.T));
        assertThat(given).containsExactly("up 0 1.0", "up 1 1.0", "recorded ns/group " + Facts.T);
    }

    @Test
    void aPoisonRecordIsCountedShownAndSkipped() {
        topic.pipeInput(new byte[0], new byte[] {0, 0, 0, 0, 1, 2});
        topic.pipeInput(new byte[0], (byte[]) null);
        append(SampleBatch.of(List.of(Track.of(UP, NOW, 1))));
        assertThat(given).containsExactly("up 0 1.0");
        assertThat(samples.badRecordCount()).isEqualTo(1);
        assertThat(samples.badRecords())
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).contains("kafka.schema.registry.url"));
    }

    @Test
    void knowsWhenItHasCaughtUp() {
        var first = new Partition(TOPICS.samples(), 0);
        var second = new Partition(TOPICS.samples(), 1);
        var both = samples.caughtUp(Map.of(first, 1L, second, 5L));
        append(SampleBatch.of(List.of(Track.of(UP, NOW, 1))));
        assertThat(both).isNotDone();
        assertThat(samples.behind(Map.of(first, 1L, second, 5L))).isEqualTo(5);
        samples.reached(second, 5);
        assertThat(both).isCompleted();
        samples.restart();
        assertThat(samples.caughtUp(Map.of(first, 1L))).isNotDone();
        assertThat(samples.caughtUp(Map.of(first, 0L))).isCompleted();
    }

    @Test
    void aSinkThatFailsStopsNothing() {
        var failing = new Samples(
                TOPICS,
                new SampleSink() {
                    @Override
                    public void accept(Labels labels, Sample sample) {
                        throw new IllegalStateException("of no use");
                    }

                    @Override
                    public void recorded(String source, Instant tick) {}
                },
                () -> Facts.T,
                Duration.ofMinutes(10));
        var partition = new Partition(TOPICS.samples(), 0);
        var bytes = Codecs.SAMPLES.encode(SampleBatch.of(List.of(Track.of(UP, NOW, 1))));
        failing.take(new Fact(TOPICS.samples(), 0, Facts.T, "", Optional.of(bytes)), partition);
        assertThat(failing.caughtUp(Map.of(partition, 1L))).isCompleted();
    }

    private void append(SampleBatch batch) {
        topic.pipeInput(new byte[0], Codecs.SAMPLES.encode(batch));
    }
}
