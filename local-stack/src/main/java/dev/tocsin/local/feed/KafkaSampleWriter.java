package dev.tocsin.local.feed;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes samples to a topic as Avro. All samples of a target go to one partition, which keeps each series in order. */
public final class KafkaSampleWriter implements SampleWriter, AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Consumer<String> output;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean closed;

    /** @param output receives one line when writing starts to fail, and one when it succeeds again */
    public KafkaSampleWriter(String bootstrap, String topic, Consumer<String> output) {
        this.producer = new KafkaProducer<>(settings(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.output = output;
    }

    @Override
    public void write(ScrapedSamples batch) {
        var key = batch.target().toString().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(
                    new ProducerRecord<>(topic, key, Codecs.SAMPLES.encode(toSampleBatch(batch))),
                    (metadata, failure) -> onWritten(failure));
        } catch (KafkaException e) {
            onWritten(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ZERO);
    }

    private void onWritten(Exception failure) {
        if (!closed && failing.getAndSet(failure != null) != (failure != null)) {
            output.accept(
                    failure == null
                            ? "samples are written again"
                            : "samples cannot be written and are dropped: " + failure.getMessage());
        }
    }

    private static SampleBatch toSampleBatch(ScrapedSamples batch) {
        var at = batch.at().toEpochMilli();
        return SampleBatch.of(batch.samples().stream()
                .map(sample -> TimeSeries.of(sample.series(), at, sample.value()))
                .toList());
    }

    /**
     * Samples are retried while the broker restarts, for at most a minute; later they are of no use. The metadata of the only
     * broker is never rebootstrapped, because sending would block on it.
     */
    private static Map<String, Object> settings(String bootstrap) {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "client.id",
                "dev-feeder",
                "max.block.ms",
                500,
                "request.timeout.ms",
                10_000,
                "delivery.timeout.ms",
                60_000,
                "metadata.recovery.strategy",
                "none",
                "buffer.memory",
                8_388_608L,
                "compression.type",
                "lz4");
    }
}
