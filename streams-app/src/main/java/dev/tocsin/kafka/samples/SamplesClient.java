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

/** Feeds {@link SampleConsumer} from their topic, on threads of its own, for as long as it is open. */
public final class SamplesClient extends StreamsClient {
    private final KafkaContext kafka;
    private final SampleConsumer consumer;
    private final Path directory;
    private final String applicationId;
    private final EndOffsets endOffsets;

    /** @param directory for Streams' own files; nothing in it is needed after a restart */
    public SamplesClient(KafkaContext kafka, SampleConsumer samples, Path directory, String instance) {
        super("samples", kafka, Set.of(kafka.topics().samples().name()), LocalState.none());
        this.kafka = kafka;
        this.consumer = samples;
        this.directory = directory;
        this.applicationId = ApplicationId.of(kafka.topics(), instance, "samples");
        this.endOffsets =
                EndOffsets.of(kafka.settings(), kafka.topics().samples().name());
    }

    /** Where the topic ends now; however many ask, there is one request at a time. */
    public CompletableFuture<Map<Partition, Long>> endOffsets() {
        return endOffsets.latest();
    }

    /** Done once the sink has everything that was in the topic when this was called. */
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
