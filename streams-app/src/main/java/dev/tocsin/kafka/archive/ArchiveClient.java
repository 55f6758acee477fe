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
import java.util.concurrent.atomic.LongAdder;
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
 * Kafka Streams client of the archive. The instances share its tables: each table is assigned to one instance, and to
 * another one if that instance fails. No other component waits for it.
 */
public final class ArchiveClient extends StreamsClient {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveClient.class);
    /** Together with the checks below shorter than the time that an instance has to close. */
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(6);

    /** One second, see {@link AdminCalls#backoff}. */
    private static final int MAX_MEMBER_CHECKS = 20;

    /** Three seconds. */
    private static final int MAX_REBALANCE_CHECKS = 40;

    private final KafkaContext kafka;
    private final Path directory;
    private final String instance;
    private final ArchiveOptions options;
    private final String applicationId;
    private final BooleanSupplier otherInstancesStay;
    private final Progress progress = new Progress();
    private final LongAdder shortenedRows = new LongAdder();
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
     * @param directory of the local state; no other instance may use it
     * @param otherInstancesStay whether there are live instances that are not stopping
     */
    public ArchiveClient(
            KafkaContext kafka,
            Path directory,
            String instance,
            ArchiveOptions options,
            InstantSource clock,
            BooleanSupplier otherInstancesStay) {
        super(
                "archive",
                kafka,
                kafka.topics().names(),
                LocalState.of(directory, applicationId(kafka.topics()), clock, clock::instant));
        this.kafka = kafka;
        this.directory = directory;
        this.instance = instance;
        this.options = options;
        this.applicationId = applicationId(kafka.topics());
        this.otherInstancesStay = otherInstancesStay;
    }

    private static String applicationId(Topics topics) {
        return topics.settings().prefix() + "archive";
    }

    /** Returns at once. A second call has no effect. */
    @Override
    public void start() {
        if (started.compareAndSet(false, true)) {
            super.start();
        }
    }

    /**
     * Folds the records that are in the topics by now and writes the rows to the changelogs. The rows that this instance
     * does not write within the timeouts are written after the next start of any instance.
     */
    @Override
    public void close() {
        if (state() == ClientState.RUNNING) {
            // Instances that stop at the same time may still write records.
            awaitWhile(MAX_MEMBER_CHECKS, otherInstancesStay);
            // During a rebalance no instance writes the rows of the moving tables.
            awaitWhile(MAX_REBALANCE_CHECKS, () -> streams.state() == KafkaStreams.State.REBALANCING);
            catchUp();
        }
        super.close();
    }

    /** The number of rows that were too large since the start. */
    public long shortenedRows() {
        return shortenedRows.sum();
    }

    private static void awaitWhile(int maxChecks, BooleanSupplier condition) {
        for (var attempt = 1; attempt <= maxChecks && condition.getAsBoolean(); attempt++) {
            AdminCalls.backoff(attempt);
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
                    .log("The archive was closed before it had read everything; the next start continues from there");
        }
    }

    private Map<Partition, Long> endOffsets(Admin admin) throws ExecutionException {
        var assigned = streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> sources().contains(partition.topic()))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest(), (a, b) -> a));
        var ends = new HashMap<Partition, Long>();
        AdminCalls.await(admin.listOffsets(assigned).all())
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
                new ArchiveTopology(
                                topics,
                                kafka.wireFormat().deserializer(),
                                options.historyRetention(),
                                progress,
                                shortenedRows)
                        .build(),
                config);
        return new PreparedStreams(streams, () -> {});
    }
}
