package dev.tocsin.streams;

import dev.tocsin.streams.registry.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's part of the archive, on threads of its own. The instances share its tables out among themselves;
 * another one goes on with those of an instance that is gone. Whatever happens here, nothing else waits for it.
 */
public final class ArchiveClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveClient.class);
    private static final Duration LAST_RECORDS = Duration.ofSeconds(3);
    private static final int LOOKS_AT_OTHERS = 20;

    private final KafkaSettings settings;
    private final Topics topics;
    private final WireFormat format;
    private final Readers readers;
    private final Path directory;
    private final String instance;
    private final Keeping keeping;
    private final String applicationId;
    private final StateDirectory stateDirectory;
    private final InstantSource clock;
    private final BooleanSupplier othersStay;
    private final Progress progress = new Progress();
    private final AtomicBoolean started = new AtomicBoolean();
    private final StreamsSupervisor supervisor;
    private volatile KafkaStreams streams;
    private volatile Origin origin = Origin.UNKNOWN;

    /**
     * How the archive is kept.
     *
     * @param interval how often what has changed goes out
     * @param history for how long history is kept
     */
    public record Keeping(Duration interval, Duration history) {}

    /**
     * @param directory for what it keeps over restarts; it must be this instance's own
     * @param othersStay whether there are instances that live and are not about to stop
     */
    public ArchiveClient(
            KafkaSettings settings,
            Topics topics,
            WireFormat format,
            Readers readers,
            Path directory,
            String instance,
            Keeping keeping,
            InstantSource clock,
            BooleanSupplier othersStay) {
        this.settings = settings;
        this.topics = topics;
        this.format = format;
        this.readers = readers;
        this.directory = directory;
        this.instance = instance;
        this.keeping = keeping;
        this.applicationId = topics.settings().prefix() + "archive";
        this.stateDirectory = new StateDirectory(directory, applicationId);
        this.clock = clock;
        this.othersStay = othersStay;
        this.supervisor = new StreamsSupervisor("archive", new Plan());
    }

    /** Returns at once. Doing it again changes nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            supervisor.start();
        }
    }

    public ClientState state() {
        return supervisor.state();
    }

    /** Why it does not run, for people; empty if it does. */
    public String trouble() {
        return supervisor.trouble();
    }

    /** Folds what is in the topics by now and writes it out, within 15 seconds. */
    @Override
    public void close() {
        if (supervisor.state() == ClientState.RUNNING) {
            hearTheOthersOut();
            catchUp();
        }
        supervisor.close();
    }

    /** Instances that stop at the same time may have something to say yet. */
    private void hearTheOthersOut() {
        for (var look = 1; look <= LOOKS_AT_OTHERS && othersStay.getAsBoolean(); look++) {
            Waiting.briefly(look);
        }
    }

    private void catchUp() {
        try (var admin = Admin.create(settings.admin())) {
            Waiting.on(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata())
                    .forEach((partition, committed) -> {
                        if (committed != null) {
                            progress.reached(Partition.of(partition), committed.offset());
                        }
                    });
            progress.reach(ends(admin)).get(LAST_RECORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException | UnreachableException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e)
                    .log("The archive was closed before it had read everything; it goes on from there");
        }
    }

    private Map<Partition, Long> ends(Admin admin) throws ExecutionException {
        var mine = streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> sources().contains(partition.topic()))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest(), (a, b) -> a));
        var ends = new HashMap<Partition, Long>();
        Waiting.on(admin.listOffsets(mine).all())
                .forEach((TopicPartition partition, ListOffsetsResultInfo end) ->
                        ends.put(Partition.of(partition), end.offset()));
        return ends;
    }

    private List<String> names() {
        return topics.all().stream().map(Topic::name).toList();
    }

    private Set<String> sources() {
        return Set.of(topics.clusterLog(), topics.alertState(), topics.alerts());
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
            progress.restart(Map.of());
            var config = new StreamsConfig(settings.archive(
                    applicationId,
                    directory.toString(),
                    instance,
                    topics.settings().replication(),
                    keeping.interval()));
            streams = new KafkaStreams(
                    new ArchiveTopology(topics, format.deserializer(), readers, keeping.history(), progress).build(),
                    config);
            return new StreamsSupervisor.Prepared(streams, () -> {});
        }

        @Override
        public Optional<String> complaint() {
            stateDirectory.touch(origin.ids(), clock.instant());
            try (var admin = Admin.create(settings.admin())) {
                return origin.objection(admin, names());
            } catch (KafkaException passing) {
                return Optional.empty();
            }
        }
    }
}
