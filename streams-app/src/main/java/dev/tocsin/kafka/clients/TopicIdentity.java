package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.AdminCalls;
import dev.tocsin.kafka.KafkaUnreachableException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Ids of the cluster and of topics, and their numbers of partitions. A topic that was deleted and created again has
 * another id.
 */
record TopicIdentity(Map<String, String> ids, Map<String, Integer> partitions) {
    static final TopicIdentity UNKNOWN = new TopicIdentity(Map.of(), Map.of());

    TopicIdentity {
        ids = Map.copyOf(ids);
        partitions = Map.copyOf(partitions);
    }

    /** @throws KafkaUnreachableException if Kafka does not answer, or a topic is missing */
    static TopicIdentity of(Admin admin, Collection<String> topics) {
        try {
            var ids = new TreeMap<String, String>();
            ids.put("cluster", AdminCalls.await(admin.describeCluster().clusterId()));
            var partitions = new TreeMap<String, Integer>();
            AdminCalls.await(admin.describeTopics(topics).allTopicNames()).forEach((name, found) -> {
                ids.put("topic." + name, found.topicId().toString());
                partitions.put(name, found.partitions().size());
            });
            return new TopicIdentity(ids, partitions);
        } catch (ExecutionException e) {
            throw AdminCalls.unreachable("cannot describe the topics", e);
        }
    }

    /** The reason why a client of these topics must be rebuilt; empty if there is none, or if Kafka does not answer. */
    Optional<String> rebuildReason(Admin admin, Collection<String> topics) {
        try {
            return rebuildReason(of(admin, topics));
        } catch (KafkaUnreachableException e) {
            // The brokers may have come back with empty disks: the rebuild creates the topics.
            return e.getCause() instanceof UnknownTopicOrPartitionException
                    ? Optional.of("topics were deleted")
                    : Optional.empty();
        } catch (KafkaException passing) {
            return Optional.empty();
        }
    }

    /** The global consumer of Kafka Streams reads the partitions that exist at its start, and no others. */
    Optional<String> rebuildReason(TopicIdentity now) {
        if (!now.ids.equals(ids)) {
            return Optional.of("topics were deleted and created again");
        }
        return now.partitions.equals(partitions)
                ? Optional.empty()
                : Optional.of("topics have other numbers of partitions than at the start of the client");
    }
}
