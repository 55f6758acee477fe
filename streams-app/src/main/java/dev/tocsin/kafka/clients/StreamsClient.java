package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.TopicCreation;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * A supervised Kafka Streams client. Before each start it creates missing topics, and deletes local state that was read
 * from other topics. When it fails, or its topics are replaced, a new one is started.
 */
public abstract class StreamsClient implements AutoCloseable {
    private final KafkaContext kafka;
    private final Set<String> sources;
    private final LocalState localState;
    private final StreamsSupervisor supervisor;
    private volatile TopicIdentity topicIdentity = TopicIdentity.UNKNOWN;

    /**
     * @param name for logs and thread names
     * @param sources the topics; if one of them is replaced, the client is rebuilt
     */
    protected StreamsClient(String name, KafkaContext kafka, Set<String> sources, LocalState localState) {
        this.kafka = kafka;
        this.sources = Set.copyOf(sources);
        this.localState = localState;
        this.supervisor = new StreamsSupervisor(name, new ClientLifecycle());
    }

    /** Creates the next client. Topics and local state are ready. */
    protected abstract PreparedStreams prepare();

    /** Starts in the background and returns at once. */
    public void start() {
        supervisor.start();
    }

    public final ClientState state() {
        return supervisor.state();
    }

    /** Whether the client runs and did not fail in the last minute. */
    public final boolean isHealthy() {
        return supervisor.isHealthy();
    }

    /** The reason why the client is not running; empty if it is. */
    public final String lastError() {
        return supervisor.lastError();
    }

    /** Takes at most 20 seconds. */
    @Override
    public void close() {
        supervisor.close();
    }

    private final class ClientLifecycle implements StreamsSupervisor.Lifecycle {
        @Override
        public PreparedStreams prepare() {
            try (var admin = Admin.create(kafka.settings().admin())) {
                new TopicCreation(kafka.topics()).ensure(admin);
                topicIdentity = TopicIdentity.of(admin, sources);
            }
            kafka.wireFormat().registerSchemas();
            localState.prepare(topicIdentity.ids());
            return StreamsClient.this.prepare();
        }

        @Override
        public void failed(Throwable error) {
            localState.failed(error);
        }

        @Override
        public Optional<String> rebuildReason() {
            return localState.rebuildReason(topicIdentity.ids()).or(this::topicsReplaced);
        }

        private Optional<String> topicsReplaced() {
            try (var admin = Admin.create(kafka.settings().admin())) {
                return topicIdentity.rebuildReason(admin, sources);
            } catch (KafkaException passing) {
                return Optional.empty();
            }
        }
    }
}
