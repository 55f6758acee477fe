package dev.tocsin.kafka.sources;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.sources.SourceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps the totals of the series of one partition, and bounds their number. Totals that have changed are emitted each
 * second, the others every 15 seconds. Other samples pass at once.
 */
final class SeriesProcessor implements Processor<String, byte[], String, byte[]> {
    /** The interval at which changed totals are emitted. */
    static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

    /** The interval at which unchanged totals are emitted: as often as Prometheus scrapes by default. */
    static final Duration REPEAT_INTERVAL = Duration.ofSeconds(15);

    static final String STORE = "series";
    private static final String FLUSH = "series-flush";
    private static final Duration CLEANUP_INTERVAL = Duration.ofMinutes(1);

    private final SourcesContext sources;
    private ProcessorContext<String, byte[]> context;
    private SeriesTable table;
    private DefinedSources applied = DefinedSources.NONE;
    private long nextCleanup;

    SeriesProcessor(SourcesContext sources) {
        this.sources = sources;
    }

    static ProcessorSupplier<String, byte[], String, byte[]> supplier(SourcesContext sources) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], String, byte[]> get() {
                return new SeriesProcessor(sources);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
                                .withCachingDisabled(),
                        new FlushBeforeCommit.Builder(FLUSH));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        table = new SeriesTable(context.getStateStore(STORE));
        context.<FlushBeforeCommit>getStateStore(FLUSH).beforeCommit(table::save);
        context.schedule(FLUSH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, time -> emit());
        spread();
    }

    /** After a restart all totals are due at once; they are spread over the interval. */
    private void spread() {
        var now = sources.now().toEpochMilli();
        table.all().stream()
                .filter(entry -> !entry.isNew())
                .forEach(entry -> entry.emitNoEarlierThan(now + phase(entry)));
    }

    private static long phase(SeriesEntry entry) {
        return Long.remainderUnsigned(entry.labels().fingerprint().bits(), REPEAT_INTERVAL.toMillis());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var batch = SourceBatch.decode(record.value());
        var admitted = new ArrayList<TimeSeries>(batch.series().size());
        var now = sources.now().toEpochMilli();
        for (var series : batch.series()) {
            admit(batch, series.labels(), now).ifPresent(entry -> {
                if (batch.kind() == SourceBatch.Kind.GAUGE) {
                    admitted.add(series);
                } else {
                    add(entry, series, now);
                }
            });
        }
        forward(admitted, now);
    }

    private void add(SeriesEntry entry, TimeSeries series, long now) {
        var hasChanged = false;
        for (var sample : series.samples()) {
            hasChanged |= entry.add(sample, now);
        }
        if (hasChanged) {
            table.changed(entry);
        }
    }

    /** The entry of a series; empty if the source has its maximum number. */
    private Optional<SeriesEntry> admit(SourceBatch batch, Labels labels, long now) {
        var found = table.find(batch.kind(), batch.source(), labels);
        if (found.isPresent()) {
            var entry = found.get();
            // The time of a gauge only decides when it is forgotten.
            if (!entry.isEmitted() && now - entry.seenAt() > sources.retention().toMillis() / 4) {
                entry.seen(now);
                table.changed(entry);
            }
            return found;
        }
        if (batch.kind() != SourceBatch.Kind.LAST_RECORD && table.count(batch.source()) >= share(batch.source())) {
            sources.statistics()
                    .of(batch.source())
                    .refused(
                            RefusedReason.SERIES_LIMIT,
                            "%s is a new series, but the source has its maximum number; raise limits.max_series, or use fewer labels"
                                    .formatted(SourceProcessor.abbreviated(labels)));
            return Optional.empty();
        }
        var entry = table.create(batch.kind(), batch.source(), labels);
        if (!entry.isEmitted()) {
            entry.seen(now);
        }
        return Optional.of(entry);
    }

    /** The part of the limit of series that this partition has. Hashes spread series evenly. */
    private int share(String source) {
        var limit = sources.definitions()
                .find(source)
                .map(definition -> definition.limits().maxSeries())
                .orElse(Limit.SOURCE_SERIES.intValue());
        return (limit + SeriesPartition.COUNT - 1) / SeriesPartition.COUNT;
    }

    private void emit() {
        createKnownCounters();
        // Rises also if another instance, whose log time was ahead, had the partition before: else a total would go
        // back.
        var now = Math.max(sources.now().toEpochMilli(), table.lastEmission() + 1);
        forget(now);
        var due = new ArrayList<TimeSeries>();
        for (var entry : table.all()) {
            if (entry.isDue(now) && sources.definitions().find(entry.source()).isPresent()) {
                if (entry.isNew()) {
                    table.changed(entry);
                }
                due.add(entry.emission(now, FLUSH_INTERVAL.toMillis(), REPEAT_INTERVAL.toMillis()));
            }
        }
        if (!due.isEmpty()) {
            table.emitted(now);
            forward(due, now);
            context.commit();
        }
        table.counts()
                .forEach((source, count) -> sources.statistics().of(source).series(task(), count));
    }

    private int task() {
        return context.taskId().partition();
    }

    /** Counters whose labels are known start at zero before the first record. */
    private void createKnownCounters() {
        var current = sources.definitions();
        if (current == applied) {
            return;
        }
        applied = current;
        for (var source : current.all()) {
            for (var labels : source.knownCounters()) {
                var isHere = SeriesPartition.of(labels.fingerprint().bits(), SeriesPartition.COUNT) == task();
                if (isHere
                        && table.find(SourceBatch.Kind.COUNTER, source.name(), labels)
                                .isEmpty()) {
                    table.create(SourceBatch.Kind.COUNTER, source.name(), labels)
                            .seen(sources.now().toEpochMilli());
                }
            }
        }
    }

    /**
     * Forgets gauges that have no samples in the retention, counters that did not increase for long, and the series of
     * removed sources after the retention, because another instance may not know a new source yet.
     */
    private void forget(long now) {
        if (now < nextCleanup) {
            return;
        }
        nextCleanup = now + CLEANUP_INTERVAL.toMillis();
        var retained = now - sources.retention().toMillis();
        var counted = now - Limit.SOURCE_COUNTER_IDLE.duration().toMillis();
        table.removeIf(entry -> {
            var source = sources.definitions().find(entry.source());
            if (source.isEmpty() || !entry.isEmitted()) {
                return entry.seenAt() < retained;
            }
            return entry.seenAt() < counted && !isKnown(source.get(), entry);
        });
    }

    private static boolean isKnown(SourceDefinition source, SeriesEntry entry) {
        return entry.kind() == SourceBatch.Kind.LAST_RECORD
                || source.knownCounters().contains(entry.labels());
    }

    private void forward(List<TimeSeries> series, long now) {
        var encoder = new SampleEncoder();
        SourceBatch.encode(
                SourceBatch.Kind.GAUGE,
                "",
                series.stream().map(encoder::encode).toList(),
                batch -> context.forward(new Record<>(SeriesPartition.key(task()), batch, now)));
    }

    @Override
    public void close() {
        sources.definitions()
                .all()
                .forEach(source -> sources.statistics().of(source.name()).taskClosed(task()));
    }
}
