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

/** Writes batches to a topic, as Avro. All of one target go to one partition, so each series stays in order. */
public final class KafkaSampleWriter implements SampleWriter, AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Consumer<String> output;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean closed;

    /** @param say is told once when samples cannot be written, and once when they can again */
    public KafkaSampleWriter(String bootstrap, String topic, Consumer<String> say) {
        this.producer = new KafkaProducer<>(settings(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.output = say;
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
     * A second's samples are much like the last one's, so they compress well. They wait for a broker that starts again,
     * which takes seconds; a minute late they are of no use. What is known of the only broker is never forgotten, or
     * sending would wait for it.
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
