package dev.tocsin.streams;

import dev.tocsin.streams.registry.WireFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Feeds {@link Samples} from their topic, on threads of its own, for as long as it is open. */
public final class SamplesClient implements AutoCloseable {
    private final KafkaSettings settings;
    private final Topics topics;
    private final WireFormat format;
    private final Samples samples;
    private final Path directory;
    private final String applicationId;
    private final OnDemand<Admin> admin;
    private final EndOffsets ends;
    private final StreamsSupervisor supervisor;
    private volatile Origin origin = Origin.UNKNOWN;

    /** @param directory for Streams' own files; nothing in it is needed after a restart */
    public SamplesClient(
            KafkaSettings settings,
            Topics topics,
            WireFormat format,
            Samples samples,
            Path directory,
            String instance) {
        this.settings = settings;
        this.topics = topics;
        this.format = format;
        this.samples = samples;
        this.directory = directory;
        this.applicationId = ApplicationId.of(topics, instance, "samples");
        this.admin = new OnDemand<>(() -> Admin.create(settings.admin()));
        this.ends = EndOffsets.of(admin, topics.samples());
        this.supervisor = new StreamsSupervisor("samples", new Plan());
    }

    /** Returns at once. */
    public void start() {
        supervisor.start();
    }

    /** Where the topic ends now; however many ask, there is one request at a time. */
    public CompletableFuture<Map<Partition, Long>> ends() {
        return ends.ask();
    }

    /** Done once the sink has everything that was in the topic when this was called. */
    public CompletableFuture<Void> caughtUp() {
        return ends().thenCompose(samples::caughtUp);
    }

    public ClientState state() {
        return supervisor.state();
    }

    /** Why it does not run, for people; empty if it does. */
    public String trouble() {
        return supervisor.trouble();
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
            new TopicCreation(topics).ensure(admin.get());
            origin = Origin.of(admin.get(), List.of(topics.samples()));
            samples.restart();
            var config = new StreamsConfig(settings.streams(applicationId, directory.toString()));
            var streams = new KafkaStreams(
                    new SamplesTopology(samples, topics.samples(), format.deserializer()).build(),
                    config,
                    new WatchedClients(samples::reached));
            return new StreamsSupervisor.Prepared(streams, () -> {});
        }

        @Override
        public Optional<String> complaint() {
            return origin.objection(admin.get(), List.of(topics.samples()));
        }
    }
}
