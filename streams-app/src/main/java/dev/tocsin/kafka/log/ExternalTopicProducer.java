package dev.tocsin.kafka.log;

import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.LazyClient;
import dev.tocsin.kafka.Topics;
import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes notifications to topics that are not Tocsin's. It has its own producer and threads: a producer blocks while a
 * topic is missing, which must not delay the cluster log.
 */
public final class ExternalTopicProducer implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_THREADS = 8;
    private static final int MAX_QUEUED = 10_000;

    private final LazyClient<Producer<String, String>> producer;
    private final Topics clusterTopics;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUED),
            Threads.daemon("topic-publisher"));

    public ExternalTopicProducer(KafkaSettings settings, Topics clusterTopics) {
        this(
                () -> new KafkaProducer<>(settings.producer(), new StringSerializer(), new StringSerializer()),
                clusterTopics);
    }

    ExternalTopicProducer(Supplier<Producer<String, String>> producer, Topics clusterTopics) {
        this.producer = new LazyClient<>(producer);
        this.clusterTopics = clusterTopics;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Whether a topic is one of the cluster's own topics, which must not receive notifications. */
    public boolean isReserved(String topic) {
        return clusterTopics.names().contains(topic);
    }

    /** Done when all in-sync replicas have stored the record. */
    public CompletableFuture<RecordPosition> publish(String topic, String key, String value) {
        var stored = new CompletableFuture<RecordPosition>();
        try {
            threads.execute(() -> send(new ProducerRecord<>(topic, key, value), stored));
        } catch (RuntimeException full) {
            stored.completeExceptionally(new KafkaUnreachableException(
                    "%d records are waiting for the broker already".formatted(MAX_QUEUED), full));
        }
        return stored;
    }

    private void send(ProducerRecord<String, String> record, CompletableFuture<RecordPosition> stored) {
        if (stored.isDone()) {
            return; // The caller has given up.
        }
        try {
            producer.get().send(record, (metadata, error) -> {
                if (error == null) {
                    stored.complete(new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset()));
                } else {
                    stored.completeExceptionally(error);
                }
            });
        } catch (RuntimeException e) {
            stored.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        producer.close(last -> last.close(CLOSE_TIMEOUT));
    }
}
