package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.UnreachableException;
import dev.tocsin.kafka.Waiting;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which topics of which cluster something is read from. A topic that was deleted and created anew is another one. */
record Origin(Map<String, String> ids) {
    static final Origin UNKNOWN = new Origin(Map.of());

    Origin {
        ids = Map.copyOf(ids);
    }

    /** @throws UnreachableException if Kafka does not answer, or has not all of them */
    static Origin of(Admin admin, Collection<String> topics) {
        try {
            var ids = new TreeMap<String, String>();
            ids.put("cluster", Waiting.on(admin.describeCluster().clusterId()));
            Waiting.on(admin.describeTopics(topics).allTopicNames())
                    .forEach((name, found) ->
                            ids.put("topic." + name, found.topicId().toString()));
            return new Origin(ids);
        } catch (ExecutionException e) {
            throw Waiting.unreachable("can not look at topics", e);
        }
    }

    /** Why nothing more may be read as if it came from here; nothing is wrong while Kafka does not answer. */
    Optional<String> objection(Admin admin, Collection<String> topics) {
        try {
            return of(admin, topics).equals(this)
                    ? Optional.empty()
                    : Optional.of("topics were deleted and created anew");
        } catch (UnreachableException e) {
            // As when the brokers come back with empty disks: nobody else creates the topics.
            return e.getCause() instanceof UnknownTopicOrPartitionException
                    ? Optional.of("topics were deleted")
                    : Optional.empty();
        } catch (KafkaException passing) {
            return Optional.empty();
        }
    }
}
