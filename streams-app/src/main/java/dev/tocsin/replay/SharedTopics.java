package dev.tocsin.replay;

import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.copies.CopiedPartition;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.kafka.log.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of several topics by append time; those of one topic in their order. */
record SharedTopics(List<CopiedPartition> topics) implements AutoCloseable {
    /** Opens the copies of all topics of one partition that results depend on. */
    static SharedTopics open(TopicCopies copies, Topics topics) {
        var opened = new SharedTopics(new ArrayList<>());
        try {
            for (var topic : names(topics)) {
                opened.topics.add(copies.open(topic, 0));
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static List<String> names(Topics topics) {
        return Stream.of(
                        topics.config(),
                        topics.rules(),
                        topics.clusterLog().silences(),
                        topics.alerts(),
                        topics.alertState())
                .map(Topic::name)
                .toList();
    }

    /** Writes copies of these topics as if they had no record. */
    static void writeEmpty(TopicCopies copies, Topics topics) {
        names(topics).forEach(topic -> copies.create(topic, 0).close());
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
