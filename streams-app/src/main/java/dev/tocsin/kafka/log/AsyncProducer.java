package dev.tocsin.kafka.log;

import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.LazyClient;
import dev.tocsin.kafka.OversizedRecordException;
import dev.tocsin.kafka.registry.WireFormat;
import dev.tocsin.timing.Futures;
import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer with a thread of its own, because {@code KafkaProducer.send} blocks while metadata is missing. */
final class AsyncProducer implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final LazyClient<Producer<String, byte[]>> producer;
    private final Duration timeout;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.daemon("log-appender"));

    /** @param timeout after which an append fails; the producer may still be retrying then */
    AsyncProducer(Supplier<Producer<String, byte[]>> producer, Duration timeout) {
        this.producer = new LazyClient<>(producer);
        this.timeout = timeout;
    }

    /** @param properties of the Kafka client */
    static AsyncProducer open(Properties properties, Duration timeout, WireFormat format) {
        return new AsyncProducer(
                () -> new KafkaProducer<>(properties, new StringSerializer(), format.serializer()), timeout);
    }

    Duration timeout() {
        return timeout;
    }

    CompletableFuture<RecordPosition> append(ProducerRecord<String, byte[]> record) {
        return submit(() -> send(record));
    }

    /** @param records derives the records from the number of partitions of the topic */
    CompletableFuture<List<RecordPosition>> appendAll(
            String topic, IntFunction<List<ProducerRecord<String, byte[]>>> records) {
        return submit(() -> {
            var sent = records.apply(producer.get().partitionsFor(topic).size()).stream()
                    .map(this::send)
                    .toList();
            return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .thenApply(
                            done -> sent.stream().map(CompletableFuture::join).toList());
        });
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

    private <T> CompletableFuture<T> submit(AsyncSend<T> send) {
        var result = new CompletableFuture<T>().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            thread.execute(() -> {
                // After a timeout the caller has given up; the record must not be written any more.
                if (!result.isDone()) {
                    start(send, result);
                }
            });
        } catch (RuntimeException closed) {
            result.completeExceptionally(new KafkaUnreachableException("the producer is closed", closed));
        }
        return result;
    }

    private static <T> void start(AsyncSend<T> send, CompletableFuture<T> result) {
        try {
            send.start().whenComplete(Futures.relayTo(result));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private CompletableFuture<RecordPosition> send(ProducerRecord<String, byte[]> record) {
        var stored = new CompletableFuture<RecordPosition>();
        try {
            producer.get().send(record, (metadata, error) -> {
                if (error == null) {
                    stored.complete(new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset()));
                } else {
                    stored.completeExceptionally(failure(record, error));
                }
            });
        } catch (RuntimeException e) {
            stored.completeExceptionally(failure(record, e));
        }
        return stored;
    }

    private static Exception failure(ProducerRecord<String, byte[]> record, Exception error) {
        var size = record.value() == null ? 0 : record.value().length;
        return error instanceof RecordTooLargeException
                ? new OversizedRecordException(record.topic(), size, error)
                : error;
    }
}
