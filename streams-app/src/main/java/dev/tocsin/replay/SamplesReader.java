package dev.tocsin.replay;

import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.copies.CopiedPartition;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.kafka.samples.SampleConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the copied partitions of the samples topic from tick to tick. The partition whose newest marker is the oldest is
 * read next, so no partition is more than a tick ahead.
 */
final class SamplesReader {
    private final List<CopiedPartition> partitions;
    private final VirtualSampleLog log;
    private final SampleConsumer consumer;
    private Instant markedAt = Instant.EPOCH;
    private Instant recordAt = Instant.EPOCH;
    private Instant firstRecordAt = Instant.MAX;
    private Instant complete;

    /** @param window samples that are older at the time of their record are rejected, as by an instance */
    SamplesReader(Topics topics, List<CopiedPartition> partitions, VirtualSampleLog log, Duration window) {
        this.partitions = partitions;
        this.log = log;
        // An instance reads a record right after its append.
        this.consumer = new SampleConsumer(topics, log, this::now, window, () -> recordAt);
        log.onTick(tick -> complete = tick);
    }

    private Instant now() {
        return markedAt.isAfter(recordAt) ? markedAt : recordAt;
    }

    /** Reads up to the next complete tick; empty at the end. */
    Optional<CompleteTick> next() {
        complete = null;
        while (complete == null) {
            var behind = partitions.stream()
                    .filter(partition -> partition.peek().isPresent())
                    .min(Comparator.comparing(
                            partition -> log.newestTick(partition.partition().number())));
            if (behind.isEmpty()) {
                return Optional.empty();
            }
            read(behind.get());
        }
        return Optional.of(new CompleteTick(complete, markedAt));
    }

    private void read(CopiedPartition partition) {
        var record = partition.take();
        recordAt = record.at();
        if (TopicWriter.partitionsOfTickMarker(record.key()) > 0) {
            markedAt = recordAt.isAfter(markedAt) ? recordAt : markedAt;
        }
        firstRecordAt = recordAt.isBefore(firstRecordAt) ? recordAt : firstRecordAt;
        consumer.process(record, partition.partition());
    }

    /** The time of the oldest record so far. */
    Instant oldest() {
        return firstRecordAt;
    }
}
