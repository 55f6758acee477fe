package dev.tocsin.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour of Kafka Streams that docs/decisions/0016-workarounds-of-kafka-streams.md works around. */
class KafkaStreamsAssumptionsTest {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final KeyValueBytesStoreSupplier IN_MEMORY = Stores.inMemoryKeyValueStore("store");
    private static final KeyValueBytesStoreSupplier ROCKS_DB = Stores.persistentKeyValueStore("store");
    private static final int NONE = -1;

    @TempDir
    Path directory;

    private final List<KafkaStreams> opened = new ArrayList<>();
    private final List<String> processed = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        opened.forEach(KafkaStreams::close);
    }

    @Test
    void theDecisionWasReviewedForThisVersion() {
        assertThat(AppInfoParser.getVersion())
                .as("after an upgrade of Kafka review decision 16, then change this version here and there")
                .isEqualTo("4.3.1");
    }

    @Test
    void aConsumerPollsWithOneDuration() {
        assertThat(Consumer.class.getMethods())
                .filteredOn(method -> method.getName().equals("poll"))
                .singleElement()
                .satisfies(method -> assertThat(method.getParameterTypes()).containsExactly(Duration.class));
    }

    @Test
    void restoringPollsOnePartitionAtATimeAndForLong() {
        var topic = new ScriptedTopic(true, 2, 2);
        start(IN_MEMORY, topic, NONE);
        await(() -> topic.partitionsPerPoll.size() >= 3);
        assertThat(topic.pollTimeouts.get(0)).isGreaterThan(SwitchingConsumer.RESTORE_POLL_TIMEOUT);
        assertThat(topic.pollTimeouts.get(1)).isGreaterThan(SwitchingConsumer.RESTORE_POLL_TIMEOUT);
        assertThat(topic.pollTimeouts.get(2)).isEqualTo(POLL_TIMEOUT);
        assertThat(topic.partitionsPerPoll).startsWith(1, 1, 2);
    }

    @Test
    void nextPollComesAfterAllRecordsWereProcessed() {
        var topic = new ScriptedTopic(true, 3);
        var processedAtPoll = new CopyOnWriteArrayList<Integer>();
        topic.onPoll = () -> processedAtPoll.add(processed.size());
        start(IN_MEMORY, topic, NONE);
        await(() -> processedAtPoll.size() >= 2);
        assertThat(processedAtPoll).startsWith(0, 3);
    }

    @Test
    void restoringSkipsRecordsWithoutKeyButProcessingDoesNot() {
        var topic = new ScriptedTopic(false, 2);
        start(IN_MEMORY, topic, NONE);
        assertThat(processed).isEmpty();
        topic.append(0, 2, null);
        await(() -> processed.size() == 1);
        assertThat(processed).containsExactly("0/2");
    }

    @Test
    void restoringFailsAtRecordsWithoutTimestamp() {
        var topic = new ScriptedTopic(true, 1);
        topic.append(0, 1, new byte[] {1}, -1);
        assertThatThrownBy(() -> start(IN_MEMORY, topic, NONE)).isInstanceOf(StreamsException.class);
    }

    @Test
    void inMemoryStoreIsRestoredFromTheBeginningAtEachStart() {
        start(IN_MEMORY, new ScriptedTopic(true, 2), NONE).close();
        start(IN_MEMORY, new ScriptedTopic(true, 2), NONE);
        assertThat(processed).containsExactly("0/0", "0/1", "0/0", "0/1");
    }

    @Test
    void persistentStoreIsContinuedEvenIfTheTopicWasReplaced() {
        start(ROCKS_DB, new ScriptedTopic(true, 2), NONE).close();
        start(ROCKS_DB, new ScriptedTopic(true, 3), NONE);
        assertThat(processed)
                .as("offsets 0 and 1 of the new topic are not read")
                .containsExactly("0/0", "0/1", "0/2");
    }

    @Test
    void failureWhileRestoringIsThrownByStart() {
        assertThatThrownBy(() -> start(IN_MEMORY, new ScriptedTopic(true, 2), 1))
                .isInstanceOf(StreamsException.class);
    }

    @Test
    void failureOfTheGlobalThreadEndsTheClientForGood() {
        var topic = new ScriptedTopic(true, 1);
        var streams = start(IN_MEMORY, topic, 1);
        topic.append(0, 1, new byte[] {1});
        await(() -> streams.state() == KafkaStreams.State.ERROR);
        assertThatThrownBy(streams::start).isInstanceOf(IllegalStateException.class);
    }

    private KafkaStreams start(KeyValueBytesStoreSupplier store, ScriptedTopic topic, int poison) {
        var streams = new KafkaStreams(topology(store, poison), config(), new DefaultKafkaClientSupplier() {
            @Override
            public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
                return topic;
            }
        });
        streams.setUncaughtExceptionHandler(error -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        opened.add(streams);
        streams.start();
        return streams;
    }

    private StreamsConfig config() {
        var config = new Properties();
        config.setProperty("application.id", "assumptions");
        config.setProperty("bootstrap.servers", "localhost:1");
        config.setProperty("state.dir", directory.toString());
        config.setProperty("poll.ms", Long.toString(POLL_TIMEOUT.toMillis()));
        return new StreamsConfig(config);
    }

    /** @param poison the offset at which the processor throws; negative for none */
    private Topology topology(KeyValueBytesStoreSupplier store, int poison) {
        ProcessorSupplier<byte[], byte[], Void, Void> processor =
                () -> new OffsetRecorder(processed, poison, new AtomicReference<>());
        return new Topology()
                .addGlobalStore(
                        Stores.keyValueStoreBuilder(store, Serdes.String(), Serdes.ByteArray())
                                .withLoggingDisabled(),
                        "in",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        ScriptedTopic.NAME,
                        "process",
                        processor);
    }

    private static void await(BooleanSupplier condition) {
        for (var attempt = 0; attempt < 1000 && !condition.getAsBoolean(); attempt++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(condition.getAsBoolean()).as("happens within 10 s").isTrue();
    }

    /** Notes "partition/offset" of each record. */
    private record OffsetRecorder(
            List<String> processed, int poison, AtomicReference<ProcessorContext<Void, Void>> context)
            implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void init(ProcessorContext<Void, Void> given) {
            context.set(given);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            var place = context.get().recordMetadata().orElseThrow();
            if (place.offset() == poison) {
                throw new IllegalStateException("poison");
            }
            processed.add(place.partition() + "/" + place.offset());
        }
    }
}
