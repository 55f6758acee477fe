package dev.tocsin.kafka.sources;

import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.kafka.registry.RegistryUnavailableException;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.sources.Accumulation;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.SourceDefinition;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.SourceSample;
import dev.tocsin.sources.UndecodableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Decodes the records of sources. Samples are held back until the next commit, and then passed on in batches by the
 * partitions of their series.
 */
final class SourceProcessor implements Processor<byte[], byte[], String, byte[]> {
    private static final String STORE = "decoded";

    private final SourcesContext sources;
    private final PendingSamples pending = new PendingSamples(SeriesPartition.COUNT);
    private final DeadLetters.Copies deadLetters;
    private ProcessorContext<String, byte[]> context;

    SourceProcessor(SourcesContext sources) {
        this.sources = sources;
        this.deadLetters = sources.deadLetters().copies();
    }

    static ProcessorSupplier<byte[], byte[], String, byte[]> supplier(SourcesContext sources) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], String, byte[]> get() {
                return new SourceProcessor(sources);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(new FlushBeforeCommit.Builder(STORE));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        context.<FlushBeforeCommit>getStateStore(STORE).beforeCommit(this::flush);
        context.schedule(
                SeriesProcessor.REPEAT_INTERVAL, PunctuationType.WALL_CLOCK_TIME, time -> tellEmptyPartitions());
    }

    /** A partition without records has a last record at time 0. */
    private void tellEmptyPartitions() {
        sources.assigned().get().stream()
                .filter(partition -> partition.number() == context.taskId().partition())
                .forEach(partition -> sources.definitions()
                        .of(partition.topic())
                        .forEach(source -> pending.recordRead(
                                source.name(),
                                LastRecordSeries.labels(source.name(), partition.topic(), partition.number()),
                                0)));
    }

    @Override
    public void process(Record<byte[], byte[]> consumed) {
        var place = context.recordMetadata().orElseThrow();
        var record = new SourceRecord(
                place.topic(),
                place.partition(),
                place.offset(),
                consumed.timestamp(),
                consumed.key(),
                consumed.value(),
                headers(consumed.headers()));
        for (var source : sources.definitions().of(record.topic())) {
            take(source, record);
        }
        if (pending.isLarge()) {
            flush();
        }
    }

    private void take(SourceDefinition source, SourceRecord record) {
        var statistics = sources.statistics().of(source.name());
        statistics.read(record);
        pending.recordRead(
                source.name(),
                LastRecordSeries.labels(source.name(), record.topic(), record.partition()),
                Math.min(record.timeMs(), sources.now().toEpochMilli()));
        try {
            var decoded = source.format().decode(record);
            if (decoded instanceof DecodedRecord.Ignored ignored) {
                statistics.ignored(ignored.reason());
            } else {
                accept(source, record, (DecodedRecord.Samples) decoded);
            }
        } catch (UndecodableRecordException e) {
            refuse(source, record, e.getMessage());
        } catch (RegistryUnavailableException unknownYet) {
            // The instance is closing: the record is read again.
            throw unknownYet;
        } catch (RuntimeException | StackOverflowError fault) {
            refuse(source, record, "the format failed: " + fault);
        }
    }

    private void refuse(SourceDefinition source, SourceRecord record, String reason) {
        sources.statistics().of(source.name()).refused(RefusedReason.UNDECODABLE, record, reason);
        source.deadLetterTopic().ifPresent(topic -> deadLetters.add(topic, source.name(), record, reason));
    }

    private void accept(SourceDefinition source, SourceRecord record, DecodedRecord.Samples decoded) {
        var statistics = sources.statistics().of(source.name());
        var window = SampleWindow.at(sources.now(), sources.retention());
        var accepted = 0;
        for (var sample : decoded.samples()) {
            var problem = problem(source, sample, window, record);
            if (problem.isEmpty()) {
                pending.add(source.name(), sample);
                accepted++;
            }
        }
        statistics.accepted(accepted);
        decoded.warnings().forEach(warning -> statistics.refused(RefusedReason.PARTLY, record, warning));
    }

    /** Why a sample is refused; empty if it is not. Counts it, too. */
    private Optional<RefusedReason> problem(
            SourceDefinition source, SourceSample sample, SampleWindow window, SourceRecord record) {
        var statistics = sources.statistics().of(source.name());
        var time = sample.sample().time();
        // The time of an increase says when it happened; it counts when it is read.
        if (sample.accumulation() == Accumulation.NONE && !window.accepts(time)) {
            statistics.refused(
                    RefusedReason.TIME,
                    record,
                    "the time of %s, %s; check 'time' of the source"
                            .formatted(abbreviated(sample.labels()), window.describe(time)));
            return Optional.of(RefusedReason.TIME);
        }
        var longest = longestValue(sample.labels());
        if (longest > source.limits().maxLabelLength() || sample.labels().length() > Limit.LABEL_SET.value()) {
            statistics.refused(
                    RefusedReason.LABEL_LENGTH,
                    record,
                    "a label of %s has %d characters; limits.max_label_length is %d"
                            .formatted(
                                    abbreviated(sample.labels()),
                                    longest,
                                    source.limits().maxLabelLength()));
            return Optional.of(RefusedReason.LABEL_LENGTH);
        }
        return Optional.empty();
    }

    private static int longestValue(Labels labels) {
        var longest = 0;
        for (var i = 0; i < labels.size(); i++) {
            if (!labels.nameAt(i).equals(Labels.NAME)) {
                longest = Math.max(longest, labels.valueAt(i).length());
            }
        }
        return longest;
    }

    static String abbreviated(Labels labels) {
        var text = labels.toString();
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    private void flush() {
        var now = sources.now().toEpochMilli();
        pending.drain((partition, batch) -> context.forward(new Record<>(SeriesPartition.key(partition), batch, now)));
        deadLetters.await();
    }

    private static List<SourceHeader> headers(Headers headers) {
        var all = new ArrayList<SourceHeader>();
        headers.forEach(header -> all.add(new SourceHeader(header.key(), header.value())));
        return all;
    }
}
