package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The skipped records of each topic. */
record SkippedByTopic(Map<String, SkippedRecords> topics) {
    static SkippedByTopic of(Collection<String> topics, LongSupplier nanos) {
        return new SkippedByTopic(topics.stream()
                .collect(Collectors.toMap(Function.identity(), topic -> SkippedRecords.replaying(topic, nanos))));
    }

    SkippedRecords of(String topic) {
        return topics.get(topic);
    }

    void replayed() {
        topics.values().forEach(SkippedRecords::replayed);
    }

    Map<String, List<SkippedRecord>> newest() {
        return byTopic(SkippedRecords::newest);
    }

    Map<String, Long> counts() {
        return byTopic(SkippedRecords::count);
    }

    private <T> Map<String, T> byTopic(Function<SkippedRecords, T> value) {
        return topics.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> value.apply(entry.getValue())));
    }
}
