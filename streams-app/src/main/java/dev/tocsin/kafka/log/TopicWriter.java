package dev.tocsin.kafka.log;

import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.SamplesTopic;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes to the shared topics. An instance changes shared state in no other way.
 *
 * <p>An append never blocks its caller, and appends keep their order. An append is done when all in-sync replicas have
 * stored the record, and gives its position. It fails if Kafka does not confirm in time; the record may then be in the
 * topic all the same. The returned futures complete on the producer's thread, so dependent stages must be quick.
 */
public final class TopicWriter implements AutoCloseable {
    private static final String TICK_KEY = "tick/";

    private final AsyncProducer producer;
    private final SamplesTopic samples;

    public TopicWriter(KafkaSettings settings, Topics topics) {
        this(new KafkaContext(settings, topics, settings.wireFormat(topics)));
    }

    public TopicWriter(KafkaContext kafka) {
        this(AsyncProducer.open(kafka.settings(), kafka.wireFormat()), kafka.topics());
    }

    TopicWriter(AsyncProducer producer, Topics topics) {
        this.producer = producer;
        this.samples = topics.samples();
    }

    /** Time after which an append fails; the record may be written until then. */
    public Duration appendTimeout() {
        return producer.timeout();
    }

    /** Fails with {@link dev.tocsin.kafka.OversizedRecordException} if the value can never be stored. */
    public <T> CompletableFuture<RecordPosition> append(Topic<T> topic, T value) {
        return producer.append(record(topic, value));
    }

    /**
     * Appends values that readers take up together.
     *
     * @param batchId unique
     * @return for each value, as from {@link #append(Topic, Object)}
     */
    public <T> List<CompletableFuture<RecordPosition>> appendTogether(Topic<T> topic, List<T> values, String batchId) {
        var appended = new ArrayList<CompletableFuture<RecordPosition>>();
        for (var value : values) {
            var record = record(topic, value);
            if (values.size() > 1) {
                new RecordBatch(batchId, values.size() - 1 - appended.size()).writeTo(record.headers());
            }
            appended.add(producer.append(record));
        }
        return appended;
    }

    private static <T> ProducerRecord<String, byte[]> record(Topic<T> topic, T value) {
        return new ProducerRecord<>(
                topic.name(), topic.key(value), topic.codec().encode(value));
    }

    /** Appends a tombstone. @param id of the value, without the key prefix of its kind */
    public CompletableFuture<RecordPosition> delete(Topic<?> topic, String id) {
        return producer.append(new ProducerRecord<>(topic.name(), topic.key(id), null));
    }

    /**
     * Appends samples, split into records by partition. Samples from outside go to the partition of their series.
     * Samples that a rule group recorded all go to the partition of their source, with the tick in the last record.
     */
    public CompletableFuture<List<RecordPosition>> append(SampleBatch batch) {
        return appendSamples(partitions -> SampleBatchSplitter.split(batch, partitions));
    }

    /** Appends samples from outside that are encoded already. */
    public CompletableFuture<List<RecordPosition>> append(List<EncodedSeries> series) {
        return appendSamples(partitions -> SampleBatchSplitter.split(series, partitions));
    }

    private CompletableFuture<List<RecordPosition>> appendSamples(
            IntFunction<List<SampleBatchSplitter.PartitionRecord>> split) {
        return producer.appendAll(
                samples.name(),
                partitions -> split.apply(partitions).stream()
                        .map(part -> new ProducerRecord<>(samples.name(), part.partition(), part.key(), part.value()))
                        .toList());
    }

    /**
     * Appends tick markers to partitions of the samples topic.
     *
     * @param logTime the log time that the tick was computed from; the time of the records
     * @param lacking whether a partition lacks the marker
     */
    public CompletableFuture<List<RecordPosition>> appendTick(Instant tick, Instant logTime, IntPredicate lacking) {
        var marker = samples.codec().encode(SampleBatch.tickMarker(tick));
        return producer.appendAll(
                samples.name(),
                partitions -> IntStream.range(0, partitions)
                        .filter(lacking)
                        .mapToObj(partition -> new ProducerRecord<>(
                                samples.name(), partition, logTime.toEpochMilli(), TICK_KEY + partitions, marker))
                        .toList());
    }

    /** The number of partitions in the key of a tick marker; 0 if the key is not that of a marker. */
    public static int partitionsOfTickMarker(String key) {
        try {
            return key.startsWith(TICK_KEY) ? Integer.parseInt(key.substring(TICK_KEY.length())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Waits up to 5 seconds for appends in flight. */
    @Override
    public void close() {
        producer.close();
    }
}
