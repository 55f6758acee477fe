package dev.tocsin.kafka.sources;

import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Runs an action of a processor before each commit of its task, so that the processor can hold records back between
 * commits and lose none. Kafka Streams flushes caches at that moment, so this is an empty store with a cache.
 *
 * <p>The interface of caches is internal to Kafka Streams (decision 28). Its version is pinned, and tests hold this.
 */
final class FlushBeforeCommit implements StateStore, CachedStateStore<byte[], byte[]> {
    private final String name;
    private InternalProcessorContext<?, ?> context;
    private Runnable action = () -> {};
    private boolean open;

    private FlushBeforeCommit(String name) {
        this.name = name;
    }

    /** Sets the action, in {@code init} of the processor. The action can forward records. */
    void beforeCommit(Runnable task) {
        var node = context.currentNode();
        action = () -> {
            var previousNode = context.currentNode();
            var previousRecord = context.recordContext();
            context.setCurrentNode(node);
            context.setRecordContext(
                    new ProcessorRecordContext(context.currentSystemTimeMs(), -1, -1, null, new RecordHeaders()));
            try {
                task.run();
            } finally {
                context.setRecordContext(previousRecord);
                context.setCurrentNode(previousNode);
            }
        };
    }

    @Override
    public void flushCache() {
        action.run();
    }

    @Override
    public void clearCache() {
        // A task whose transaction was aborted is closed, and its processor with it.
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext stateStoreContext, StateStore root) {
        context = (InternalProcessorContext<?, ?>) stateStoreContext;
        stateStoreContext.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builder of a store with a name. It has no changelog. */
    record Builder(String name) implements StoreBuilder<FlushBeforeCommit> {
        @Override
        public FlushBeforeCommit build() {
            return new FlushBeforeCommit(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public StoreBuilder<FlushBeforeCommit> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<FlushBeforeCommit> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<FlushBeforeCommit> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("a store without entries has no changelog");
        }

        @Override
        public StoreBuilder<FlushBeforeCommit> withLoggingDisabled() {
            return this;
        }
    }
}
