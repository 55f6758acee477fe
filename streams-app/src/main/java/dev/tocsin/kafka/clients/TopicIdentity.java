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

/** Which topics of which cluster something is read from. A topic that was deleted and created anew is another one. */
record TopicIdentity(Map<String, String> ids) {
    static final TopicIdentity UNKNOWN = new TopicIdentity(Map.of());

    TopicIdentity {
        ids = Map.copyOf(ids);
    }

    /** @throws KafkaUnreachableException if Kafka does not answer, or has not all of them */
    static TopicIdentity of(Admin admin, Collection<String> topics) {
        try {
            var ids = new TreeMap<String, String>();
            ids.put("cluster", AdminCalls.await(admin.describeCluster().clusterId()));
            AdminCalls.await(admin.describeTopics(topics).allTopicNames())
                    .forEach((name, found) ->
                            ids.put("topic." + name, found.topicId().toString()));
            return new TopicIdentity(ids);
        } catch (ExecutionException e) {
            throw AdminCalls.unreachable("can not look at topics", e);
        }
    }

    /** Why nothing more may be read as if it came from here; nothing is wrong while Kafka does not answer. */
    Optional<String> rebuildReason(Admin admin, Collection<String> topics) {
        try {
            return of(admin, topics).equals(this)
                    ? Optional.empty()
                    : Optional.of("topics were deleted and created anew");
        } catch (KafkaUnreachableException e) {
            // As when the brokers come back with empty disks: nobody else creates the topics.
            return e.getCause() instanceof UnknownTopicOrPartitionException
                    ? Optional.of("topics were deleted")
                    : Optional.empty();
        } catch (KafkaException passing) {
            return Optional.empty();
        }
    }
}
