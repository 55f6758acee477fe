package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.clients.ApplicationId;
import dev.tocsin.kafka.clients.EndOffsets;
import dev.tocsin.kafka.clients.LocalState;
import dev.tocsin.kafka.clients.PreparedStreams;
import dev.tocsin.kafka.clients.StreamsClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Feeds a {@link Replica} from the shared topics, on threads of its own, for as long as it is open. */
public final class ReplicaClient extends StreamsClient {
    private final KafkaContext kafka;
    private final Replica replica;
    private final Path directory;
    private final String applicationId;
    private final EndOffsets alertStateOffsets;

    /** @param directory for what it keeps over restarts; it must be this instance's own */
    public ReplicaClient(KafkaContext kafka, Replica replica, Path directory, String instance, InstantSource clock) {
        this(kafka, replica, directory, clock, ApplicationId.of(kafka.topics(), instance, "replica"));
    }

    private ReplicaClient(
            KafkaContext kafka, Replica replica, Path directory, InstantSource clock, String applicationId) {
        super(
                "replica",
                kafka,
                kafka.topics().names(),
                LocalState.of(directory, applicationId, clock, replica::newestAppendTime));
        this.kafka = kafka;
        this.replica = replica;
        this.directory = directory;
        this.applicationId = applicationId;
        this.alertStateOffsets = EndOffsets.of(kafka.settings(), kafka.topics().alertState());
    }

    /** Done once the replica shows all that was in the alert-state topic when this was called. */
    public CompletableFuture<Void> alertStatesCaughtUp() {
        return alertStateOffsets.latest().thenCompose(replica::awaitApplied);
    }

    @Override
    public void close() {
        super.close();
        alertStateOffsets.close();
    }

    @Override
    protected PreparedStreams prepare() {
        var state = replica.newState();
        var topology = new ReplicaTopology(replica, state, kafka.wireFormat().deserializer());
        return PreparedStreams.global(
                topology.build(),
                kafka.settings().streams(applicationId, directory.toString()),
                (partition, offset) -> replica.advance(state, partition, offset),
                () -> replica.activate(state));
    }
}
