package dev.tocsin.kafka.archive;

import dev.tocsin.kafka.AdminCalls;
import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.clients.ClientState;
import dev.tocsin.kafka.clients.LocalState;
import dev.tocsin.kafka.clients.PreparedStreams;
import dev.tocsin.kafka.clients.StreamsClient;
import dev.tocsin.kafka.log.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
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
public final class ArchiveClient extends StreamsClient {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveClient.class);
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_CHECKS = 20;

    private final KafkaContext kafka;
    private final Path directory;
    private final String instance;
    private final ArchiveOptions options;
    private final String applicationId;
    private final BooleanSupplier otherInstancesStay;
    private final Progress progress = new Progress();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile KafkaStreams streams;

    /**
     * Settings of the archive.
     *
     * @param commitInterval interval at which changes are written
     * @param historyRetention retention of the history of notifications and alerts
     */
    public record ArchiveOptions(Duration commitInterval, Duration historyRetention) {}

    /**
     * @param directory for what it keeps over restarts; it must be this instance's own
     * @param othersStay whether there are instances that live and are not about to stop
     */
    public ArchiveClient(
            KafkaContext kafka,
            Path directory,
            String instance,
            ArchiveOptions keeping,
            InstantSource clock,
            BooleanSupplier othersStay) {
        super(
                "archive",
                kafka,
                kafka.topics().names(),
                LocalState.of(directory, applicationId(kafka.topics()), clock, clock::instant));
        this.kafka = kafka;
        this.directory = directory;
        this.instance = instance;
        this.options = keeping;
        this.applicationId = applicationId(kafka.topics());
        this.otherInstancesStay = othersStay;
    }

    private static String applicationId(Topics topics) {
        return topics.settings().prefix() + "archive";
    }

    /** Returns at once. Doing it again changes nothing. */
    @Override
    public void start() {
        if (started.compareAndSet(false, true)) {
            super.start();
        }
    }

    /** Folds what is in the topics by now and writes it out, within 15 seconds. */
    @Override
    public void close() {
        if (state() == ClientState.RUNNING) {
            awaitOtherInstances();
            awaitAssignment();
            catchUp();
        }
        super.close();
    }

    /** Instances that stop at the same time may have something to say yet. */
    private void awaitOtherInstances() {
        for (var look = 1; look <= MAX_CHECKS && otherInstancesStay.getAsBoolean(); look++) {
            AdminCalls.backoff(look);
        }
    }

    // While tables pass from one instance to another nobody writes them out.
    private void awaitAssignment() {
        for (var look = 1; look <= MAX_CHECKS && streams.state() == KafkaStreams.State.REBALANCING; look++) {
            AdminCalls.backoff(look);
        }
    }

    private void catchUp() {
        try (var admin = Admin.create(kafka.settings().admin())) {
            AdminCalls.await(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata())
                    .forEach((partition, committed) -> {
                        if (committed != null) {
                            progress.advance(Partition.of(partition), committed.offset());
                        }
                    });
            progress.await(endOffsets(admin)).get(CATCH_UP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException | KafkaUnreachableException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e)
                    .log("The archive was closed before it had read everything; it goes on from there");
        }
    }

    private Map<Partition, Long> endOffsets(Admin admin) throws ExecutionException {
        var mine = streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> sources().contains(partition.topic()))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest(), (a, b) -> a));
        var ends = new HashMap<Partition, Long>();
        AdminCalls.await(admin.listOffsets(mine).all())
                .forEach((TopicPartition partition, ListOffsetsResultInfo end) ->
                        ends.put(Partition.of(partition), end.offset()));
        return ends;
    }

    private Set<String> sources() {
        var topics = kafka.topics();
        return Set.of(
                topics.clusterLog().name(),
                topics.alertState().name(),
                topics.alerts().name());
    }

    @Override
    protected PreparedStreams prepare() {
        progress.reset(Map.of());
        var topics = kafka.topics();
        var config = new StreamsConfig(ArchiveStreamsConfig.of(
                kafka.settings(),
                applicationId,
                directory.toString(),
                instance,
                topics.settings().replication(),
                options.commitInterval()));
        streams = new KafkaStreams(
                new ArchiveTopology(topics, kafka.wireFormat().deserializer(), options.historyRetention(), progress)
                        .build(),
                config);
        return new PreparedStreams(streams, () -> {});
    }
}
