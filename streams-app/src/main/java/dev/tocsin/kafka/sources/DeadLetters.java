package dev.tocsin.kafka.sources;

import dev.tocsin.kafka.LazyClient;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Threads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies refused records to dead-letter topics, with the reason in headers. A copy that cannot be written is counted and
 * given up, because it must not stop a source. After a failure nothing is copied to that topic for a minute.
 */
final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_QUEUED = 10_000;

    private final Supplier<Producer<byte[], byte[]>> factory;
    private final Supplier<Long> nanos;
    private final Map<String, Long> pausedUntil = new ConcurrentHashMap<>();
    private final LongAdder failed = new LongAdder();
    private final LongAdder copied = new LongAdder();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_QUEUED), Threads.daemon("dead-letters"));

    /** Opened when the first record is copied, on the thread of the copies. */
    private volatile LazyClient<Producer<byte[], byte[]>> producer;

    /** @param nanos a monotonic clock, in nanoseconds */
    DeadLetters(Supplier<Producer<byte[], byte[]>> factory, Supplier<Long> nanos) {
        this.factory = factory;
        this.nanos = nanos;
        thread.allowCoreThreadTimeOut(true);
    }

    long copied() {
        return copied.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** The copies of one task. */
    Copies copies() {
        return new Copies();
    }

    /** Copies that are in flight. Used by one thread. */
    final class Copies {
        private final List<CompletableFuture<Void>> inFlight = new ArrayList<>();

        void add(String topic, String source, SourceRecord record, String reason) {
            if (pausedUntil.getOrDefault(topic, Long.MIN_VALUE) > nanos.get()) {
                failed.increment();
                return;
            }
            var stored = new CompletableFuture<Void>();
            inFlight.add(stored);
            try {
                thread.execute(() -> send(copy(topic, source, record, reason), stored));
            } catch (RuntimeException full) {
                failed(topic, full, stored);
            }
        }

        /** Waits until the copies are stored or have failed, for at most 5 seconds. */
        void await() {
            if (inFlight.isEmpty()) {
                return;
            }
            try {
                CompletableFuture.allOf(inFlight.toArray(CompletableFuture[]::new))
                        .get(COMMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception late) {
                LOG.atDebug().setCause(late).log("Dead letters are still being written");
            }
            inFlight.clear();
        }
    }

    private static ProducerRecord<byte[], byte[]> copy(
            String topic, String source, SourceRecord record, String reason) {
        var copy = new ProducerRecord<>(topic, record.key(), record.value());
        record.headers().forEach(header -> copy.headers().add(header.key(), header.value()));
        Map.of(
                        "tocsin.source", source,
                        "tocsin.topic", record.topic(),
                        "tocsin.partition", Integer.toString(record.partition()),
                        "tocsin.offset", Long.toString(record.offset()),
                        "tocsin.reason", reason)
                .forEach((name, value) -> copy.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return copy;
    }

    private void send(ProducerRecord<byte[], byte[]> copy, CompletableFuture<Void> stored) {
        if (pausedUntil.getOrDefault(copy.topic(), Long.MIN_VALUE) > nanos.get()) {
            failed.increment();
            stored.complete(null);
            return;
        }
        try {
            if (producer == null) {
                producer = new LazyClient<>(factory);
            }
            producer.get().send(copy, (metadata, error) -> {
                if (error == null) {
                    copied.increment();
                    stored.complete(null);
                } else {
                    failed(copy.topic(), error, stored);
                }
            });
        } catch (RuntimeException e) {
            failed(copy.topic(), e, stored);
        }
    }

    private void failed(String topic, Exception error, CompletableFuture<Void> stored) {
        failed.increment();
        pausedUntil.put(topic, nanos.get() + PAUSE_NANOS);
        LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("reason", Causes.messageWithRoot(error))
                .log("A dead letter could not be written; none is written to this topic for a minute");
        stored.complete(null);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        if (producer != null) {
            producer.close(last -> last.close(CLOSE_TIMEOUT));
        }
    }
}
