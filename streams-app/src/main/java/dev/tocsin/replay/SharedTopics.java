package dev.tocsin.replay;

import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.copies.CopiedPartition;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.kafka.log.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The records of several topics by append time; those of one topic in their order. */
record SharedTopics(List<CopiedPartition> topics) implements AutoCloseable {
    /** Opens the copies of all topics of one partition that results depend on. */
    static SharedTopics open(TopicCopies copies, Topics topics) {
        var opened = new SharedTopics(new ArrayList<>());
        try {
            for (var topic : List.of(
                    topics.config(),
                    topics.rules(),
                    topics.clusterLog().silences(),
                    topics.alerts(),
                    topics.alertState())) {
                opened.topics.add(copies.open(topic.name(), 0));
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Takes the oldest record that was not taken, if it was appended up to a time. */
    Optional<LogRecord> takeUpTo(Instant time) {
        return topics.stream()
                .filter(topic -> topic.peek()
                        .filter(record -> !record.at().isAfter(time))
                        .isPresent())
                .min(Comparator.comparing(topic -> topic.peek().orElseThrow().at()))
                .map(CopiedPartition::take);
    }

    @Override
    public void close() {
        topics.forEach(CopiedPartition::close);
    }
}
