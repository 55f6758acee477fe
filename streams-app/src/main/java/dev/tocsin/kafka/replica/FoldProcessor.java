package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.replica.FoldResult.Write;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Feeds a topic of one partition to its fold, when a store is restored and ever after: reads, asks the fold, writes.
 *
 * <p>With whatever a fact changes, its offset is stored in the same write. What was replayed after a crash is known
 * by it and is not folded again: a store is always what the facts up to that offset made of it.
 */
final class FoldProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final String OFFSET_KEY = "#folded";
    private static final String ENTRY_PREFIX = "=";

    private final ReplicaState.Source source;
    private final FoldListener listener;
    private ProcessorContext<Void, Void> context;
    private KeyValueStore<String, byte[]> store;
    private long foldedOffset = -1;

    FoldProcessor(ReplicaState.Source source, FoldListener applied) {
        this.source = source;
        this.listener = applied;
    }

    /** Who is told of each fact; decides whether announcements are made. */
    interface FoldListener {
        /** Runs the fold of a fact, with nobody else folding or looking on. */
        void apply(LogRecord fact, Partition partition, FoldAction folding);
    }

    /** What happens to a fact; answers whom to tell. */
    interface FoldAction {
        Runnable fold();
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        store = context.getStateStore(source.store());
        try (var all = store.all()) {
            all.forEachRemaining(this::restore);
        }
    }

    private void restore(KeyValue<String, byte[]> kept) {
        if (kept.key.equals(OFFSET_KEY)) {
            foldedOffset = ByteBuffer.wrap(kept.value).getLong();
        } else {
            source.fold().restore(kept.key.substring(ENTRY_PREFIX.length()), kept.value);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var place = context.recordMetadata().orElseThrow();
        var fact = LogRecord.of(record, place);
        var partition = Partition.of(place);
        listener.apply(fact, partition, () -> fold(fact));
    }

    private Runnable fold(LogRecord fact) {
        if (fact.offset() <= foldedOffset) {
            return FoldResult.UNCHANGED.notifyListeners();
        }
        var step = source.fold().apply(fact);
        if (!step.writes().isEmpty()) {
            store(step, fact.offset());
        }
        return step.notifyListeners();
    }

    private void store(FoldResult step, long offset) {
        var writes = new ArrayList<KeyValue<String, byte[]>>();
        for (Write write : step.writes()) {
            writes.add(KeyValue.pair(ENTRY_PREFIX + write.key(), write.value().orElse(null)));
        }
        writes.add(KeyValue.pair(
                OFFSET_KEY, ByteBuffer.allocate(Long.BYTES).putLong(offset).array()));
        store.putAll(writes);
        foldedOffset = offset;
    }
}
