package dev.tocsin.kafka.log;

import dev.tocsin.kafka.Partition;
import java.util.HashMap;
import java.util.Map;

/**
 * Notices when a topic is replaced under a running client: its offsets begin anew. Streams goes on with the new one as
 * if it were the old one, so the client must be built anew, and then finds that its state is of another topic.
 */
public final class OffsetCheck {
    private final Map<Partition, Long> last = new HashMap<>();

    /** @throws IllegalStateException if the offset is not beyond the one before */
    public void check(Partition partition, long offset) {
        var before = last.put(partition, offset);
        if (before != null && offset <= before) {
            throw new IllegalStateException("topic %s was replaced: after offset %d came offset %d"
                    .formatted(partition.topic(), before, offset));
        }
    }
}
