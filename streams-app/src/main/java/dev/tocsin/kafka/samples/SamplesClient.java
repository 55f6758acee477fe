package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.clients.ApplicationId;
import dev.tocsin.kafka.clients.EndOffsets;
import dev.tocsin.kafka.clients.LocalState;
import dev.tocsin.kafka.clients.PreparedStreams;
import dev.tocsin.kafka.clients.StreamsClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Kafka Streams client that reads the samples topic from its beginning into a {@link SampleConsumer}. */
public final class SamplesClient extends StreamsClient {
    private final KafkaContext kafka;
    private final SampleConsumer consumer;
    private final Path directory;
    private final String applicationId;
    private final EndOffsets endOffsets;

    /** @param directory for files of Kafka Streams; nothing in it is needed after a restart */
    public SamplesClient(KafkaContext kafka, SampleConsumer consumer, Path directory, String instance) {
        super("samples", kafka, Set.of(kafka.topics().samples().name()), LocalState.none());
        this.kafka = kafka;
        this.consumer = consumer;
        this.directory = directory;
        this.applicationId = ApplicationId.of(kafka.topics(), instance, "samples");
        this.endOffsets =
                EndOffsets.of(kafka.settings(), kafka.topics().samples().name());
    }

    /** End offsets of the topic as of this call or later. Concurrent calls are coalesced. */
    public CompletableFuture<Map<Partition, Long>> endOffsets() {
        return endOffsets.latest();
    }

    /** Completes once the sink has all samples that were in the topic at this call. */
    public CompletableFuture<Void> caughtUp() {
        return endOffsets().thenCompose(consumer::awaitOffsets);
    }

    @Override
    public void close() {
        super.close();
        endOffsets.close();
    }

    @Override
    protected PreparedStreams prepare() {
        consumer.reset();
        var topology = new SamplesTopology(
                consumer, kafka.topics().samples().name(), kafka.wireFormat().deserializer());
        return PreparedStreams.global(
                topology.build(),
                kafka.settings().streams(applicationId, directory.toString()),
                consumer::advance,
                () -> {});
    }
}
