package dev.tocsin.streams;

import dev.tocsin.streams.registry.WireFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Feeds a {@link Replica} from the shared topics, on threads of its own, for as long as it is open. */
public final class ReplicaClient implements AutoCloseable {
    private final KafkaSettings settings;
    private final Topics topics;
    private final WireFormat format;
    private final Replica replica;
    private final Path directory;
    private final String applicationId;
    private final StateDirectory stateDirectory;
    private final InstantSource clock;
    private final OnDemand<Admin> admin;
    private final EndOffsets alertStates;
    private final StreamsSupervisor supervisor;
    private volatile Origin origin = Origin.UNKNOWN;

    /** @param directory for what it keeps over restarts; it must be this instance's own */
    public ReplicaClient(
            KafkaSettings settings,
            Topics topics,
            WireFormat format,
            Replica replica,
            Path directory,
            String instance,
            InstantSource clock) {
        this.settings = settings;
        this.topics = topics;
        this.format = format;
        this.replica = replica;
        this.directory = directory;
        this.applicationId = ApplicationId.of(topics, instance, "replica");
        this.stateDirectory = new StateDirectory(directory, applicationId);
        this.clock = clock;
        this.admin = new OnDemand<>(() -> Admin.create(settings.admin()));
        this.alertStates = EndOffsets.of(admin, topics.alertState());
        this.supervisor = new StreamsSupervisor("replica", new Plan());
    }

    /** Returns at once; the replica tells when it is live. */
    public void start() {
        supervisor.start();
    }

    public ClientState state() {
        return supervisor.state();
    }

    /** Why it does not run, for people; empty if it does. */
    public String trouble() {
        return supervisor.trouble();
    }

    /** Done once the replica shows all that was in the alert-state topic when this was called. */
    public CompletableFuture<Void> alertStatesCaughtUp() {
        return alertStates.ask().thenCompose(replica::awaitApplied);
    }

    /** Within 20 seconds. */
    @Override
    public void close() {
        supervisor.close();
        admin.close(Admin::close);
    }

    private final class Plan implements StreamsSupervisor.Plan {
        @Override
        public StreamsSupervisor.Prepared prepare() {
            try (var admin = Admin.create(settings.admin())) {
                new TopicCreation(topics).ensure(admin);
                origin = Origin.of(admin, names());
            }
            format.prepare();
            NativeLibrary.loadFrom(directory.resolve("native"));
            stateDirectory.admit(origin.ids(), clock.instant());
            var state = replica.begin();
            var config = new StreamsConfig(settings.streams(applicationId, directory.toString()));
            var clients = new WatchedClients((partition, offset) -> replica.reached(state, partition, offset));
            var streams = new KafkaStreams(
                    new ReplicaTopology(replica, state, format.deserializer()).build(), config, clients);
            return new StreamsSupervisor.Prepared(streams, () -> replica.show(state));
        }

        @Override
        public Optional<String> complaint() {
            var newest = replica.newest();
            if (newest.equals(Instant.EPOCH)) {
                return otherTopics();
            }
            stateDirectory.touch(origin.ids(), newest);
            return StateDirectory.isTooOld(newest, clock.instant())
                    ? Optional.of("nothing was read from the cluster log since " + newest)
                    : otherTopics();
        }

        private Optional<String> otherTopics() {
            try (var admin = Admin.create(settings.admin())) {
                return origin.objection(admin, names());
            } catch (KafkaException passing) {
                return Optional.empty();
            }
        }
    }

    private List<String> names() {
        return topics.all().stream().map(Topic::name).toList();
    }
}
