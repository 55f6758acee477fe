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

/** Passes the records of one topic to its fold and writes the changed rows. A record that cannot be folded is skipped. */
final class ArchiveProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveProcessor.class);
    private static final Duration CLEANUP_INTERVAL = Duration.ofMinutes(1);

    private final ArchiveStores stores;
    private final List<ArchiveTable> tables;
    private final ArchiveFold fold;
    private final Consumer<Instant> cleanup;
    private final Progress progress;
    private ProcessorContext<Void, Void> context;

    /** @param cleanup called every minute of the wall clock */
    ArchiveProcessor(
            ArchiveStores stores,
            List<ArchiveTable> tables,
            ArchiveFold fold,
            Consumer<Instant> cleanup,
            Progress progress) {
        this.stores = stores;
        this.tables = tables;
        this.fold = fold;
        this.cleanup = cleanup;
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
        var entry = LogRecord.of(record, place);
        stores.apply(changes(entry));
        progress.advance(Partition.of(place), place.offset() + 1);
    }

    // A record of any producer must not end the archive, whatever error it causes.
    private List<RowChange> changes(LogRecord entry) {
        try {
            return fold.fold(entry);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException | StackOverflowError e) {
            LOG.atWarn()
                    .addKeyValue("topic", entry.topic())
                    .addKeyValue("offset", entry.offset())
                    .addKeyValue("reason", e)
                    .log("The archive skipped a record that cannot be folded");
            return List.of();
        }
    }
}
