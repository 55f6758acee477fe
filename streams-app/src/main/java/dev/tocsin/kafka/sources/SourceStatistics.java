package dev.tocsin.kafka.sources;

import dev.tocsin.kafka.Partition;
import dev.tocsin.limits.Limit;
import dev.tocsin.sources.SourceRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Figures of the sources on this instance since its start. Thread-safe. */
final class SourceStatistics {
    private final Map<String, OfSource> bySource = new ConcurrentHashMap<>();

    OfSource of(String source) {
        return bySource.computeIfAbsent(source, name -> new OfSource());
    }

    /** Figures of one source. */
    static final class OfSource {
        private final LongAdder records = new LongAdder();
        private final LongAdder samples = new LongAdder();
        private final Map<String, LongAdder> ignored = new ConcurrentSkipListMap<>();
        private final Map<RefusedReason, LongAdder> refused = new ConcurrentSkipListMap<>();
        private final Map<Partition, Long> lastRecords = new ConcurrentSkipListMap<>();
        private final Map<Integer, Integer> series = new ConcurrentHashMap<>();
        private final Deque<RefusedRecord> examples = new ArrayDeque<>();

        void read(SourceRecord record) {
            records.increment();
            lastRecords.merge(new Partition(record.topic(), record.partition()), record.timeMs(), Math::max);
        }

        void accepted(int count) {
            samples.add(count);
        }

        void ignored(String reason) {
            // Formats have a handful of reasons.
            if (ignored.size() < Limit.SOURCE_EXAMPLES.value() || ignored.containsKey(reason)) {
                ignored.computeIfAbsent(reason, name -> new LongAdder()).increment();
            }
        }

        void refused(RefusedReason reason, SourceRecord record, String detail) {
            refused.computeIfAbsent(reason, name -> new LongAdder()).increment();
            remember(RefusedRecord.of(reason, record, detail));
        }

        /** A sample that was refused in a later stage, which does not know its record. */
        void refused(RefusedReason reason, String detail) {
            refused.computeIfAbsent(reason, name -> new LongAdder()).increment();
            remember(RefusedRecord.of(reason, detail));
        }

        private void remember(RefusedRecord example) {
            synchronized (examples) {
                examples.addLast(example);
                if (examples.size() > Limit.SOURCE_EXAMPLES.value()) {
                    examples.removeFirst();
                }
            }
        }

        /** @param task number of the partition of the series */
        void series(int task, int count) {
            series.put(task, count);
        }

        void taskClosed(int task) {
            series.remove(task);
        }

        long records() {
            return records.sum();
        }

        long samples() {
            return samples.sum();
        }

        int series() {
            return series.values().stream().mapToInt(Integer::intValue).sum();
        }

        Map<String, Long> ignored() {
            var counts = new TreeMap<String, Long>();
            ignored.forEach((reason, count) -> counts.put(reason, count.sum()));
            return counts;
        }

        Map<String, Long> refused() {
            return refused.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().text(),
                            entry -> entry.getValue().sum(),
                            Long::sum,
                            TreeMap::new));
        }

        Map<Partition, Long> lastRecords() {
            return new TreeMap<>(lastRecords);
        }

        List<RefusedRecord> examples() {
            synchronized (examples) {
                return List.copyOf(examples);
            }
        }
    }
}
