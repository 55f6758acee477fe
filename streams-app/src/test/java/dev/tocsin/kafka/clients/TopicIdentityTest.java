package dev.tocsin.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicIdentityTest {
    private static final TopicIdentity AT_START = identity("id1", 4);

    @Test
    void topicWithAnotherIdWasReplaced() {
        assertThat(AT_START.rebuildReason(identity("id2", 4))).contains("topics were deleted and created again");
    }

    @Test
    void addedPartitionsAreReadAfterARebuild() {
        assertThat(AT_START.rebuildReason(identity("id1", 6)))
                .contains("topics have other numbers of partitions than at the start of the client");
        assertThat(AT_START.rebuildReason(identity("id1", 4))).isEmpty();
    }

    private static TopicIdentity identity(String id, int partitions) {
        return new TopicIdentity(Map.of("cluster", "c1", "topic.t.samples", id), Map.of("t.samples", partitions));
    }
}
