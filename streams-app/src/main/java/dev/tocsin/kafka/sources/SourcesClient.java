package dev.tocsin.kafka.sources;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.clients.ClientState;
import dev.tocsin.kafka.sources.SourceStatus.PartitionStatus;
import dev.tocsin.sources.SourceDefinition;
import dev.tocsin.timing.Threads;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the sources in force. When their topics change, the Kafka Streams client is replaced; any other change takes
 * effect with the next record. The state of removed sources is kept for the retention of samples.
 */
public final class SourcesClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourcesClient.class);
    private static final long CLOSE_SECONDS = 12;

    private final KafkaContext kafka;
    private final Path directory;
    private final String instance;
    private final SourceStatistics statistics = new SourceStatistics();
    private final DeadLetters deadLetters;
    private final SourcesContext context;
    private final ExecutorService changes = Executors.newSingleThreadExecutor(Threads.daemon("sources"));
    private volatile DefinedSources defined = DefinedSources.NONE;
    private volatile Optional<SourceStreams> streams = Optional.empty();
    private String signature = "";

    /**
     * @param logTime the time of the cluster log
     * @param nanos a monotonic clock, in nanoseconds
     * @param appender appends samples to the samples topic; done once they are stored
     */
    public SourcesClient(
            KafkaContext kafka,
            Path directory,
            String instance,
            InstantSource logTime,
            LongSupplier nanos,
            Function<List<TimeSeries>, CompletableFuture<?>> appender) {
        this.kafka = kafka;
        this.directory = directory;
        this.instance = instance;
        this.deadLetters = new DeadLetters(
                () -> new KafkaProducer<>(
                        kafka.settings().producer(), new ByteArraySerializer(), new ByteArraySerializer()),
                nanos::getAsLong);
        this.context = new SourcesContext(
                () -> defined,
                logTime,
                kafka.topics().settings().samplesRetention(),
                () -> streams.map(one -> one.positions().keySet()).orElse(Set.of()),
                appender,
                statistics,
                deadLetters);
    }

    /** Puts sources in force, in the background. Calls take effect in their order. */
    public void define(List<SourceDefinition> sources) {
        changes.execute(() -> apply(new DefinedSources(sources)));
    }

    private void apply(DefinedSources next) {
        defined = next;
        var topology = next.all().isEmpty()
                ? Optional.<SourcesTopology>empty()
                : Optional.of(SourcesTopology.of(kafka.topics(), next.all()));
        var nextSignature = topology.map(SourcesTopology::signature).orElse("");
        if (nextSignature.equals(signature)) {
            return;
        }
        signature = nextSignature;
        LOG.atInfo()
                .addKeyValue(
                        "sources",
                        next.all().stream().map(SourceDefinition::name).toList())
                .log("The topics of sources changed; their client is replaced");
        streams.ifPresent(SourceStreams::leave);
        streams = topology.map(some -> new SourceStreams(kafka, directory, instance, some, context));
        streams.ifPresent(SourceStreams::start);
    }

    /** Whether there are no sources, or their client runs. */
    public boolean isHealthy() {
        return streams.map(SourceStreams::isHealthy).orElse(true);
    }

    /** Figures by source name. @param figure as {@code SourceStatus::records} */
    public Map<String, Double> figures(Function<SourceStatus, Number> figure) {
        return statuses().stream()
                .collect(Collectors.toMap(
                        SourceStatus::name, one -> figure.apply(one).doubleValue()));
    }

    public List<SourceStatus> statuses() {
        var positions = streams.map(SourceStreams::positions).orElse(Map.of());
        var state = streams.map(SourceStreams::state).orElse(ClientState.STARTING);
        var problem = streams.map(SourceStreams::lastError).orElse("");
        return defined.all().stream()
                .map(source -> status(source, positions, state, problem))
                .toList();
    }

    private SourceStatus status(
            SourceDefinition source,
            Map<Partition, SourceStreams.Position> positions,
            ClientState state,
            String problem) {
        var figures = statistics.of(source.name());
        var lastRecords = figures.lastRecords();
        var partitions = new ArrayList<PartitionStatus>();
        positions.forEach((partition, position) -> {
            if (source.topics().contains(partition.topic())) {
                partitions.add(new PartitionStatus(
                        partition.topic(),
                        partition.number(),
                        position.processed(),
                        position.end(),
                        lastRecords.getOrDefault(partition, 0L)));
            }
        });
        return new SourceStatus(
                source.name(),
                source.formatName(),
                source.topics().toString(),
                state.name(),
                problem,
                figures.records(),
                figures.samples(),
                figures.series(),
                figures.ignored(),
                figures.refused(),
                partitions,
                figures.examples());
    }

    @Override
    public void close() {
        changes.shutdown();
        try {
            changes.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        streams.ifPresent(SourceStreams::close);
        deadLetters.close();
    }
}
