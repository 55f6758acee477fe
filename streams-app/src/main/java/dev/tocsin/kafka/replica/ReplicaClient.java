package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.clients.ApplicationId;
import dev.tocsin.kafka.clients.EndOffsets;
import dev.tocsin.kafka.clients.LocalState;
import dev.tocsin.kafka.clients.PreparedStreams;
import dev.tocsin.kafka.clients.RocksDbMemory;
import dev.tocsin.kafka.clients.StreamsClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The Kafka Streams client that reads the shared topics into a {@link Replica}, on its own threads. */
public final class ReplicaClient extends StreamsClient {
    private final KafkaContext kafka;
    private final Replica replica;
    private final Path directory;
    private final String applicationId;
    private final EndOffsets alertStateOffsets;

    /** @param directory for the stores; no other instance may use it */
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
        this.alertStateOffsets =
                EndOffsets.of(kafka.settings(), kafka.topics().alertState().name());
    }

    /** Waits until the replica shows all records that were in the alert-state topic at the time of the call. */
    public CompletableFuture<Void> alertStatesCaughtUp() {
        return alertStateOffsets.latest().thenCompose(replica::awaitApplied);
    }

    @Override
    public void close() {
        replica.stopChecks();
        super.close();
        alertStateOffsets.close();
    }

    @Override
    protected PreparedStreams prepare() {
        var state = replica.newState();
        var topology = new ReplicaTopology(replica, state, kafka.wireFormat().deserializer());
        return PreparedStreams.global(
                topology.build(),
                kafka.settings()
                        .streams(
                                applicationId,
                                directory.toString(),
                                Map.of("rocksdb.config.setter", RocksDbMemory.class.getName())),
                (partition, offset) -> replica.advance(state, partition, offset),
                () -> replica.activateWhenChecked(state));
    }
}
