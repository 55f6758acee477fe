package dev.tocsin.kafka.log;

import static dev.tocsin.kafka.TestRecords.SLOT;
import static dev.tocsin.kafka.TestRecords.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.ClusterLogTopic;
import dev.tocsin.kafka.OversizedRecordException;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.labels.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicWriterTest {
    private static final int PARTITIONS = 4;
    private static final ClusterLogTopic LOG = TOPICS.clusterLog();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(cluster(), true, null, new StringSerializer(), new ByteArraySerializer());
    private final TopicWriter writer = new TopicWriter(open(), this::open, TOPICS);

    private AsyncProducer open() {
        return new AsyncProducer(() -> producer, Duration.ofSeconds(20));
    }

    @AfterEach
    void end() {
        writer.close();
    }

    @Test
    void eachKindOfRecordHasItsTopicAndKey() throws Exception {
        writer.append(LOG.claims(), TestRecords.claim("c1", "a")).get();
        writer.append(LOG.nflogEntries(), TestRecords.sent("c1", TestRecords.T)).get();
        writer.append(LOG.silences(), TestRecords.silence("s1", TestRecords.at(9)))
                .get();
        writer.append(LOG.members(), TestRecords.member("a")).get();
        writer.append(TOPICS.rules(), TestRecords.group("web", "up")).get();
        writer.append(TOPICS.alerts(), TestRecords.alert(TestRecords.at(9))).get();
        writer.delete(LOG.claims(), SLOT.toString()).get();
        writer.delete(TOPICS.rules(), "ns/web").get();
        assertThat(producer.history())
                .extracting(
                        record -> record.topic() + " " + record.key() + (record.value() == null ? " tombstone" : ""))
                .containsExactly(
                        "t.cluster-log claim/" + SLOT,
                        "t.cluster-log sent/" + SLOT,
                        "t.cluster-log silence/s1",
                        "t.cluster-log member/a",
                        "t.rules ns/web",
                        "t.alerts " + TestRecords.ALERT.fingerprint(),
                        "t.cluster-log claim/" + SLOT + " tombstone",
                        "t.rules ns/web tombstone");
    }

    @Test
    void appendGivesThePositionOrTheError() throws Exception {
        assertThat(writer.append(LOG.claims(), TestRecords.claim("c1", "a")).get())
                .isEqualTo(new RecordPosition("t.cluster-log", 0, 0));
        producer.sendException = new TimeoutException("60 ms passed");
        assertThat(writer.append(LOG.claims(), TestRecords.claim("c2", "a")))
                .failsWithin(5, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void recordThatCanNeverBeStoredIsToldApart() {
        producer.sendException = new RecordTooLargeException("larger than the server will accept");
        assertThat(writer.append(LOG.claims(), TestRecords.claim("c1", "a")))
                .failsWithin(5, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(OversizedRecordException.class)
                .withMessageContaining("t.cluster-log");
    }

    @Test
    void valuesAppendedTogetherNameTheirBatch() throws Exception {
        var alert = TestRecords.alert(TestRecords.at(9));
        for (var appended : writer.appendTogether(TOPICS.alerts(), List.of(alert, alert, alert), "id/1")) {
            appended.get();
        }
        writer.appendTogether(TOPICS.alerts(), List.of(alert), "id/2").get(0).get();
        assertThat(producer.history())
                .extracting(record -> RecordBatch.of(record.headers()))
                .containsExactly(
                        Optional.of(new RecordBatch("id/1", 2)),
                        Optional.of(new RecordBatch("id/1", 1)),
                        Optional.of(new RecordBatch("id/1", 0)),
                        Optional.empty());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "1", "x/id", "-1/id", "99999999999/id", "/"})
    void invalidBatchIsIgnored(String header) {
        var headers = new RecordHeaders().add("tocsin-batch", header.getBytes(StandardCharsets.UTF_8));
        assertThat(RecordBatch.of(headers)).isEmpty();
        assertThat(RecordBatch.of(new RecordHeaders().add("tocsin-batch", null)))
                .isEmpty();
    }

    @Test
    void seriesIsAlwaysInTheSamePartition() throws Exception {
        var many = IntStream.range(0, 200)
                .mapToObj(i -> TimeSeries.of(Labels.of("__name__", "m", "i", "" + i), 1, i))
                .toList();
        var reversed = new ArrayList<>(many);
        Collections.reverse(reversed);
        assertThat(writer.append(SampleBatch.of(many)).get()).hasSize(PARTITIONS);
        assertThat(writer.append(SampleBatch.of(reversed.subList(0, 50))).get()).isNotEmpty();
        var partitionsOf = new HashMap<Labels, TreeSet<Integer>>();
        producer.history()
                .forEach(record -> batch(record)
                        .series()
                        .forEach(one -> partitionsOf
                                .computeIfAbsent(one.labels(), labels -> new TreeSet<>())
                                .add(record.partition())));
        assertThat(partitionsOf).hasSize(200);
        assertThat(partitionsOf.values())
                .allSatisfy(partitions -> assertThat(partitions).hasSize(1));
    }

    @Test
    void partitionAndKeyAreThoseOfTheFingerprint() throws Exception {
        var many = IntStream.range(0, 200)
                .mapToObj(i -> TimeSeries.of(Labels.of("__name__", "m", "i", "\u00e9\uD83D\uDD14" + i), 1, i))
                .toList();
        for (var one : many) {
            writer.append(SampleBatch.of(List.of(one))).get();
        }
        var encoder = new SampleEncoder();
        writer.append(many.stream().map(encoder::encode).toList()).get();
        for (var i = 0; i < many.size(); i++) {
            var record = producer.history().get(i);
            var fingerprint = many.get(i).labels().fingerprint();
            assertThat(record.partition()).isEqualTo((int) Long.remainderUnsigned(fingerprint.bits(), PARTITIONS));
            assertThat(record.key()).isEqualTo(fingerprint.toString());
        }
        producer.history()
                .subList(many.size(), producer.history().size())
                .forEach(record -> assertThat(batch(record).series())
                        .allSatisfy(one -> assertThat(record.partition()).isEqualTo((int) Long.remainderUnsigned(
                                one.labels().fingerprint().bits(), PARTITIONS))));
        assertThat(producer.history()).hasSize(many.size() + PARTITIONS);
    }

    @Test
    void recordedSamplesAreInOnePartitionWithTheTickInTheLastRecord() throws Exception {
        var points = Collections.nCopies(20_000, Sample.of(TestRecords.T.toEpochMilli(), 1));
        var large = IntStream.range(0, 4)
                .mapToObj(i -> new TimeSeries(Labels.of("__name__", "m", "i", "" + i), points))
                .toList();
        assertThat(writer.append(new SampleBatch(large, "ns/g", TestRecords.T)).get())
                .hasSize(4);
        assertThat(producer.history())
                .extracting(ProducerRecord::partition)
                .containsOnly(producer.history().get(0).partition());
        assertThat(producer.history())
                .extracting(record -> batch(record).tick())
                .containsExactly(SampleBatch.NO_TICK, SampleBatch.NO_TICK, SampleBatch.NO_TICK, TestRecords.T);
        writer.append(new SampleBatch(List.of(), "ns/g", TestRecords.at(1))).get();
        assertThat(batch(producer.history().get(4)).tick()).isEqualTo(TestRecords.at(1));
    }

    private static SampleBatch batch(ProducerRecord<String, byte[]> record) {
        return Codecs.SAMPLES.decode(record.value()).orThrow();
    }

    private static Cluster cluster() {
        var node = new Node(1, "here", 1);
        var nodes = new Node[] {node};
        var samples = IntStream.range(0, PARTITIONS)
                .mapToObj(i -> new PartitionInfo(TOPICS.samples().name(), i, node, nodes, nodes))
                .toList();
        return new Cluster("c", List.of(node), samples, Set.of(), Set.of());
    }
}
