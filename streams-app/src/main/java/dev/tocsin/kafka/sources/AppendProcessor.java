package dev.tocsin.kafka.sources;

import dev.tocsin.timing.Causes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Appends committed batches to the samples topic, outside the transaction: readers of that topic must not wait for the end
 * of a transaction. A batch that is appended twice, after a crash, has the same samples again, which are ignored.
 */
final class AppendProcessor implements Processor<String, byte[], Void, Void> {
    private static final String STORE = "appended";

    private final SourcesContext sources;
    private final List<CompletableFuture<?>> inFlight = new ArrayList<>();

    AppendProcessor(SourcesContext sources) {
        this.sources = sources;
    }

    static ProcessorSupplier<String, byte[], Void, Void> supplier(SourcesContext sources) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], Void, Void> get() {
                return new AppendProcessor(sources);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(new FlushBeforeCommit.Builder(STORE));
            }
        };
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        context.<FlushBeforeCommit>getStateStore(STORE).beforeCommit(this::awaitStored);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        inFlight.add(sources.appender().apply(SourceBatch.decode(record.value()).series()));
    }

    /** The batch is read again if it was not stored. */
    private void awaitStored() {
        try {
            CompletableFuture.allOf(inFlight.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new KafkaException(
                    "samples of sources cannot be appended: " + Causes.messageWithRoot(e), Causes.unwrap(e));
        } finally {
            inFlight.clear();
        }
    }
}
