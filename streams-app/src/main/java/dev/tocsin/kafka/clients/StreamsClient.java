package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Kafka;
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
    private final Kafka kafka;
    private final Set<String> sources;
    private final LocalState kept;
    private final StreamsSupervisor supervisor;
    private volatile Origin origin = Origin.UNKNOWN;

    /**
     * @param name for people and threads
     * @param sources the topics without which nothing of it holds
     */
    protected StreamsClient(String name, Kafka kafka, Set<String> sources, LocalState kept) {
        this.kafka = kafka;
        this.sources = Set.copyOf(sources);
        this.kept = kept;
        this.supervisor = new StreamsSupervisor(name, new Plan());
    }

    /** Builds what is started next, when topics and local state are as they must be. */
    protected abstract Prepared prepare();

    /** Returns at once. */
    public void start() {
        supervisor.start();
    }

    public final ClientState state() {
        return supervisor.state();
    }

    /** Why it does not run, for people; empty if it does. */
    public final String trouble() {
        return supervisor.trouble();
    }

    /** Within 20 seconds. */
    @Override
    public void close() {
        supervisor.close();
    }

    private final class Plan implements StreamsSupervisor.Plan {
        @Override
        public Prepared prepare() {
            try (var admin = Admin.create(kafka.settings().admin())) {
                new TopicCreation(kafka.topics()).ensure(admin);
                origin = Origin.of(admin, sources);
            }
            kafka.format().prepare();
            kept.admit(origin.ids());
            return StreamsClient.this.prepare();
        }

        @Override
        public Optional<String> complaint() {
            return kept.complaint(origin.ids()).or(this::otherTopics);
        }

        private Optional<String> otherTopics() {
            try (var admin = Admin.create(kafka.settings().admin())) {
                return origin.objection(admin, sources);
            } catch (KafkaException passing) {
                return Optional.empty();
            }
        }
    }
}
