package dev.tocsin.kafka.log;

import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.OnDemand;
import dev.tocsin.kafka.UnreachableException;
import dev.tocsin.kafka.registry.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one producer, behind a thread of its own, since a producer makes its caller wait while it looks for brokers. */
final class Appender implements AutoCloseable {
    private static final Duration LAST_RECORDS = Duration.ofSeconds(5);

    private final OnDemand<Producer<byte[], byte[]>> producer;
    private final Duration patience;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "log-appender");
        made.setDaemon(true);
        return made;
    });

    /** @param patience after which an append has failed, whatever the producer still tries */
    Appender(Supplier<Producer<byte[], byte[]>> producer, Duration patience) {
        this.producer = new OnDemand<>(producer);
        this.patience = patience;
    }

    static Appender open(KafkaSettings settings, WireFormat format) {
        var properties = settings.producer();
        var patience = Long.parseLong(properties.getProperty("max.block.ms"))
                + Long.parseLong(properties.getProperty("delivery.timeout.ms"));
        return new Appender(
                () -> new KafkaProducer<>(properties, new ByteArraySerializer(), format.serializer()),
                Duration.ofMillis(patience));
    }

    /** @param value null for a tombstone */
    CompletableFuture<Position> append(String topic, String key, byte[] value) {
        return later(() -> send(new ProducerRecord<>(topic, Keys.bytes(key), value)));
    }

    /** Records of which each knows its partition, once it is known how many there are. */
    <P extends Packet> CompletableFuture<List<Position>> spread(
            String topic, IntFunction<List<P>> packing, Function<P, byte[]> bytes) {
        return later(() -> {
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
    interface Packet {
        int partition();

        String key();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_RECORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(last -> last.close(LAST_RECORDS));
    }

    private interface Sending<T> {
        CompletableFuture<T> begin();
    }

    private <T> CompletableFuture<T> later(Sending<T> sending) {
        var outcome = new CompletableFuture<T>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            thread.execute(() -> {
                // Nobody waits for it any more: written now, it would only surprise.
                if (!outcome.isDone()) {
                    begin(sending, outcome);
                }
            });
        } catch (RuntimeException closed) {
            outcome.completeExceptionally(new UnreachableException("the log is closed", closed));
        }
        return outcome;
    }

    private static <T> void begin(Sending<T> sending, CompletableFuture<T> outcome) {
        try {
            sending.begin().whenComplete((value, error) -> {
                if (error == null) {
                    outcome.complete(value);
                } else {
                    outcome.completeExceptionally(error);
                }
            });
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    private CompletableFuture<Position> send(ProducerRecord<byte[], byte[]> record) {
        var stored = new CompletableFuture<Position>();
        producer.get().send(record, (metadata, error) -> {
            if (error == null) {
                stored.complete(new Position(metadata.topic(), metadata.partition(), metadata.offset()));
            } else {
                stored.completeExceptionally(error);
            }
        });
        return stored;
    }
}
