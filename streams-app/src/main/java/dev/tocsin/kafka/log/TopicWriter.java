package dev.tocsin.kafka.log;

import dev.tocsin.evaluation.samples.MetadataAndExemplars;
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
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes to the shared topics. An instance changes shared state in no other way.
 *
 * <p>An append never blocks its caller, and appends to a topic keep their order. An append is done when all in-sync
 * replicas have stored the record, and gives its position. It fails if Kafka does not confirm in time; the record may then be in the
 * topic all the same. The returned futures complete on the producer's thread, so dependent stages must be quick.
 */
public final class TopicWriter implements RecordWriter, AutoCloseable {
    private static final String TICK_KEY = "tick/";

    private final AsyncProducer sharedLog;
    private final Supplier<AsyncProducer> samplesProducers;
    private final SamplesTopic samples;
    private AsyncProducer samplesProducer;

    public TopicWriter(KafkaSettings settings, Topics topics) {
        this(new KafkaContext(settings, topics, settings.wireFormat(topics)));
    }

    public TopicWriter(KafkaContext kafka) {
        this(
                open(kafka, kafka.settings().producer()),
                () -> open(kafka, kafka.settings().samplesProducer()),
                kafka.topics());
    }

    private static AsyncProducer open(KafkaContext kafka, Properties properties) {
        return AsyncProducer.open(properties, kafka.settings().appendTimeout(), kafka.wireFormat());
    }

    /** @param samplesProducers opens the producer of the samples topic when it is first used */
    TopicWriter(AsyncProducer sharedLog, Supplier<AsyncProducer> samplesProducers, Topics topics) {
        this.sharedLog = sharedLog;
        this.samplesProducers = samplesProducers;
        this.samples = topics.samples();
    }

    /** A producer of its own, so that no claim waits behind samples. Everything in the samples topic goes through it. */
    private synchronized AsyncProducer samplesProducer() {
        if (samplesProducer == null) {
            samplesProducer = samplesProducers.get();
        }
        return samplesProducer;
    }

    @Override
    public Duration appendTimeout() {
        return sharedLog.timeout();
    }

    @Override
    public <T> CompletableFuture<RecordPosition> append(Topic<T> topic, T value) {
        return sharedLog.append(record(topic, value));
    }

    @Override
    public <T> CompletableFuture<RecordPosition> append(Topic<T> topic, T heartbeat, FindingsHeader findings) {
        var record = record(topic, heartbeat);
        findings.writeTo(record.headers());
        return sharedLog.append(record);
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
            appended.add(sharedLog.append(record));
        }
        return appended;
    }

    private static <T> ProducerRecord<String, byte[]> record(Topic<T> topic, T value) {
        return new ProducerRecord<>(
                topic.name(), topic.key(value), topic.codec().encode(value));
    }

    @Override
    public CompletableFuture<RecordPosition> delete(Topic<?> topic, String id) {
        return sharedLog.append(new ProducerRecord<>(topic.name(), topic.key(id), null));
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

    /** Appends samples from outside, with metadata and exemplars in records of their own, which older instances skip. */
    public CompletableFuture<List<RecordPosition>> append(List<EncodedSeries> series, MetadataAndExemplars additional) {
        return appendSamples(partitions -> Stream.concat(
                        SampleBatchSplitter.split(series, partitions).stream(),
                        AdditionalSplitter.split(additional, partitions).stream())
                .toList());
    }

    private CompletableFuture<List<RecordPosition>> appendSamples(
            IntFunction<List<SampleBatchSplitter.PartitionRecord>> split) {
        return samplesProducer()
                .appendAll(
                        samples.name(),
                        partitions -> split.apply(partitions).stream()
                                .map(part -> new ProducerRecord<>(
                                        samples.name(), part.partition(), part.key(), part.value()))
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
        return samplesProducer()
                .appendAll(
                        samples.name(),
                        partitions -> IntStream.range(0, partitions)
                                .filter(lacking)
                                .mapToObj(partition -> new ProducerRecord<>(
                                        samples.name(),
                                        partition,
                                        logTime.toEpochMilli(),
                                        TICK_KEY + partitions,
                                        marker))
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

    /** Waits for appends in flight: up to 5 seconds for samples, and for the others. */
    @Override
    public void close() {
        sharedLog.close();
        AsyncProducer opened;
        synchronized (this) {
            opened = samplesProducer;
            // A later append fails instead of opening a producer.
            samplesProducer = sharedLog;
        }
        if (opened != null) {
            opened.close();
        }
    }
}
