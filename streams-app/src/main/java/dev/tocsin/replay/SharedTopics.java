package dev.tocsin.replay;

import dev.tocsin.kafka.copies.CopiedPartition;
import dev.tocsin.kafka.log.LogRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The records of several topics by append time; those of one topic in their order. */
record SharedTopics(List<CopiedPartition> topics) {
    /** Takes the oldest record that was not taken, if it was appended up to a time. */
    Optional<LogRecord> takeUpTo(Instant time) {
        return topics.stream()
                .filter(topic -> topic.peek()
                        .filter(record -> !record.at().isAfter(time))
                        .isPresent())
                .min(Comparator.comparing(topic -> topic.peek().orElseThrow().at()))
                .map(CopiedPartition::take);
    }
}
