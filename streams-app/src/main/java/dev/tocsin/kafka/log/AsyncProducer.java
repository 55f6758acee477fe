package dev.tocsin.kafka.log;

import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.LazyClient;
import dev.tocsin.kafka.registry.WireFormat;
import dev.tocsin.timing.Futures;
import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one producer, behind a thread of its own, since a producer makes its caller wait while it looks for brokers. */
final class AsyncProducer implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final LazyClient<Producer<byte[], byte[]>> producer;
    private final Duration timeout;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.daemon("log-appender"));

    /** @param patience after which an append has failed, whatever the producer still tries */
    AsyncProducer(Supplier<Producer<byte[], byte[]>> producer, Duration patience) {
        this.producer = new LazyClient<>(producer);
        this.timeout = patience;
    }

    static AsyncProducer open(KafkaSettings settings, WireFormat format) {
        var properties = settings.producer();
        var patience = Long.parseLong(properties.getProperty("max.block.ms"))
                + Long.parseLong(properties.getProperty("delivery.timeout.ms"));
        return new AsyncProducer(
                () -> new KafkaProducer<>(properties, new ByteArraySerializer(), format.serializer()),
                Duration.ofMillis(patience));
    }

    /** @param value null for a tombstone */
    CompletableFuture<RecordPosition> append(String topic, String key, byte[] value) {
        return submit(() -> send(new ProducerRecord<>(topic, Keys.bytes(key), value)));
    }

    /** Records of which each knows its partition, once it is known how many there are. */
    <P extends PartitionRecord> CompletableFuture<List<RecordPosition>> appendAll(
            String topic, IntFunction<List<P>> packing, Function<P, byte[]> bytes) {
        return submit(() -> {
            var sent = packing.apply(producer.get().partitionsFor(topic).size()).stream()
                    .map(packet -> send(new ProducerRecord<>(
                            topic, packet.partition(), Keys.bytes(packet.key()), bytes.apply(packet))))
                    .toList();
            return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .thenApply(
                            done -> sent.stream().map(CompletableFuture::join).toList());
        });
    }

    /** What goes into one partition as one record. */
    interface PartitionRecord {
        int partition();

        String key();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(last -> last.close(CLOSE_TIMEOUT));
    }

    private interface AsyncSend<T> {
        CompletableFuture<T> start();
    }

    private <T> CompletableFuture<T> submit(AsyncSend<T> sending) {
        var outcome = new CompletableFuture<T>().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            thread.execute(() -> {
                // Nobody waits for it any more: written now, it would only surprise.
                if (!outcome.isDone()) {
                    begin(sending, outcome);
                }
            });
        } catch (RuntimeException closed) {
            outcome.completeExceptionally(new KafkaUnreachableException("the log is closed", closed));
        }
        return outcome;
    }

    private static <T> void begin(AsyncSend<T> sending, CompletableFuture<T> outcome) {
        try {
            sending.start().whenComplete(Futures.relayTo(outcome));
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    private CompletableFuture<RecordPosition> send(ProducerRecord<byte[], byte[]> record) {
        var stored = new CompletableFuture<RecordPosition>();
        producer.get().send(record, (metadata, error) -> {
            if (error == null) {
                stored.complete(new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset()));
            } else {
                stored.completeExceptionally(error);
            }
        });
        return stored;
    }
}
