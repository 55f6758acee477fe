package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.TopicCreation;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * A client of Kafka Streams, on threads of its own, for as long as it is open. It sees to the topics before it starts,
 * goes on with what it kept only if that came from the same ones, and is built anew when it fails or they are replaced.
 */
public abstract class StreamsClient implements AutoCloseable {
    private final KafkaContext kafka;
    private final Set<String> sources;
    private final LocalState localState;
    private final StreamsSupervisor supervisor;
    private volatile TopicIdentity topicIdentity = TopicIdentity.UNKNOWN;

    /**
     * @param name for people and threads
     * @param sources the topics without which nothing of it holds
     */
    protected StreamsClient(String name, KafkaContext kafka, Set<String> sources, LocalState kept) {
        this.kafka = kafka;
        this.sources = Set.copyOf(sources);
        this.localState = kept;
        this.supervisor = new StreamsSupervisor(name, new ClientLifecycle());
    }

    /** Builds what is started next, when topics and local state are as they must be. */
    protected abstract PreparedStreams prepare();

    /** Returns at once. */
    public void start() {
        supervisor.start();
    }

    public final ClientState state() {
        return supervisor.state();
    }

    /** Why it does not run, for people; empty if it does. */
    public final String lastError() {
        return supervisor.lastError();
    }

    /** Within 20 seconds. */
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
