package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.Kafka;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.clients.ApplicationId;
import dev.tocsin.kafka.clients.EndOffsets;
import dev.tocsin.kafka.clients.LocalState;
import dev.tocsin.kafka.clients.Prepared;
import dev.tocsin.kafka.clients.StreamsClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Feeds {@link Samples} from their topic, on threads of its own, for as long as it is open. */
public final class SamplesClient extends StreamsClient {
    private final Kafka kafka;
    private final Samples samples;
    private final Path directory;
    private final String applicationId;
    private final EndOffsets ends;

    /** @param directory for Streams' own files; nothing in it is needed after a restart */
    public SamplesClient(Kafka kafka, Samples samples, Path directory, String instance) {
        super("samples", kafka, Set.of(kafka.topics().samples()), LocalState.none());
        this.kafka = kafka;
        this.samples = samples;
        this.directory = directory;
        this.applicationId = ApplicationId.of(kafka.topics(), instance, "samples");
        this.ends = EndOffsets.of(kafka.settings(), kafka.topics().samples());
    }

    /** Where the topic ends now; however many ask, there is one request at a time. */
    public CompletableFuture<Map<Partition, Long>> ends() {
        return ends.ask();
    }

    /** Done once the sink has everything that was in the topic when this was called. */
    public CompletableFuture<Void> caughtUp() {
        return ends().thenCompose(samples::caughtUp);
    }

    @Override
    public void close() {
        super.close();
        ends.close();
    }

    @Override
    protected Prepared prepare() {
        samples.restart();
        var topology = new SamplesTopology(
                samples, kafka.topics().samples(), kafka.format().deserializer());
        return Prepared.global(
                topology.build(),
                kafka.settings().streams(applicationId, directory.toString()),
                samples::reached,
                () -> {});
    }
}
