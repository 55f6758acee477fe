package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.log.Fact;
import dev.tocsin.kafka.log.Forward;
import dev.tocsin.kafka.replica.Step.Write;
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
    private static final String FOLDED = "#folded";
    private static final String ENTRY = "=";

    private final ReplicaState.Source source;
    private final Applied applied;
    private final Forward forward = new Forward();
    private ProcessorContext<Void, Void> context;
    private KeyValueStore<String, byte[]> store;
    private long folded = -1;

    FoldProcessor(ReplicaState.Source source, Applied applied) {
        this.source = source;
        this.applied = applied;
    }

    /** Who is told of each fact; decides whether announcements are made. */
    interface Applied {
        /** Runs the fold of a fact, with nobody else folding or looking on. */
        void apply(Fact fact, Partition partition, Folding folding);
    }

    /** What happens to a fact; answers whom to tell. */
    interface Folding {
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
        if (kept.key.equals(FOLDED)) {
            folded = ByteBuffer.wrap(kept.value).getLong();
        } else {
            source.fold().restore(kept.key.substring(ENTRY.length()), kept.value);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var place = context.recordMetadata().orElseThrow();
        var fact = Fact.of(record, place);
        var partition = Partition.of(place);
        forward.check(partition, place.offset());
        applied.apply(fact, partition, () -> fold(fact));
    }

    private Runnable fold(Fact fact) {
        if (fact.offset() <= folded) {
            return Step.NOTHING.announcement();
        }
        var step = source.fold().apply(fact);
        if (!step.writes().isEmpty()) {
            store(step, fact.offset());
        }
        return step.announcement();
    }

    private void store(Step step, long offset) {
        var writes = new ArrayList<KeyValue<String, byte[]>>();
        for (Write write : step.writes()) {
            writes.add(KeyValue.pair(ENTRY + write.key(), write.value().orElse(null)));
        }
        writes.add(KeyValue.pair(
                FOLDED, ByteBuffer.allocate(Long.BYTES).putLong(offset).array()));
        store.putAll(writes);
        folded = offset;
    }
}
