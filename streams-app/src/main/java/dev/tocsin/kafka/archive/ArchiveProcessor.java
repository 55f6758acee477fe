package dev.tocsin.kafka.archive;

import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.archive.RowChange;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.Progress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds one topic to its fold, and writes what that changes. A record that can not be folded stops nothing. */
final class ArchiveProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveProcessor.class);
    private static final Duration CLEANUP_INTERVAL = Duration.ofMinutes(1);

    private final ArchiveStores stores;
    private final List<ArchiveTable> tables;
    private final ArchiveFold fold;
    private final Consumer<Instant> cleanup;
    private final Progress progress;
    private ProcessorContext<Void, Void> context;

    /** @param tidying is run every minute of the wall clock */
    ArchiveProcessor(
            ArchiveStores stores,
            List<ArchiveTable> tables,
            ArchiveFold fold,
            Consumer<Instant> tidying,
            Progress progress) {
        this.stores = stores;
        this.tables = tables;
        this.fold = fold;
        this.cleanup = tidying;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        tables.forEach(table -> stores.open(table, context.getStateStore(table.tableName())));
        context.schedule(
                CLEANUP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> cleanup.accept(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var place = context.recordMetadata().orElseThrow();
        var fact = LogRecord.of(record, place);
        stores.apply(changes(fact));
        progress.advance(Partition.of(place), place.offset() + 1);
    }

    // Somebody else's bytes must not end the archive, whatever fault they find.
    private List<RowChange> changes(LogRecord fact) {
        try {
            return fold.fold(fact);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException | StackOverflowError e) {
            LOG.atWarn()
                    .addKeyValue("topic", fact.topic())
                    .addKeyValue("offset", fact.offset())
                    .addKeyValue("reason", e)
                    .log("The archive skipped a record that can not be folded");
            return List.of();
        }
    }
}
