package dev.tocsin.kafka.copies;

import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.PrivateFolder;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.clients.TopicScan;
import dev.tocsin.kafka.log.TopicWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Copies shared topics to files: samples of a time, and all of the topics that are compacted.
 *
 * @param progress is told the copied part of a topic, between 0 and 1
 */
public record TopicCopier(KafkaSettings settings, Topics topics, DoubleConsumer progress) {
    /** Recorded samples and late markers come after their tick. */
    private static final Duration AFTERMATH = Duration.ofMinutes(2);

    /**
     * Copies the topics that alerts follow from.
     *
     * @param from samples whose records are older are left out; {@link Instant#EPOCH} for all
     * @param to tick after which samples are left out
     * @return the copies
     * @throws dev.tocsin.kafka.KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     * @throws UncheckedIOException if a file cannot be written
     */
    public TopicCopies copy(Path folder, Instant from, Instant to) {
        var copies = new TopicCopies(folder, topics);
        PrivateFolder.create(folder);
        copySamples(copies, from, to.isAfter(Instant.MAX.minus(AFTERMATH)) ? to : to.plus(AFTERMATH));
        for (var topic : List.of(
                topics.rules().name(),
                topics.config().name(),
                topics.clusterLog().name(),
                topics.alerts().name(),
                topics.alertState().name())) {
            copy(copies, topic, (consumer, partitions) -> consumer.seekToBeginning(partitions), record -> false);
        }
        return copies;
    }

    private void copySamples(TopicCopies copies, Instant from, Instant end) {
        // A marker has the time of the log; other records have times of their senders.
        copy(
                copies,
                topics.samples().name(),
                (consumer, partitions) -> seek(consumer, partitions, from),
                record -> record.key() != null
                        && TopicWriter.partitionsOfTickMarker(new String(record.key(), StandardCharsets.UTF_8)) > 0
                        && Instant.ofEpochMilli(record.timestamp()).isAfter(end));
    }

    private static void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Instant from) {
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, from.toEpochMilli())));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    private interface Start {
        void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions);
    }

    private interface End {
        boolean isReached(ConsumerRecord<byte[], byte[]> record);
    }

    private void copy(TopicCopies copies, String topic, Start start, End end) {
        new TopicScan(settings, topics).read(topic, consumer -> {
            var partitions = TopicScan.assign(consumer, topic);
            start.seek(consumer, partitions);
            var total = total(consumer, partitions);
            var files = new HashMap<Integer, CopyWriter>();
            try {
                for (var partition : partitions) {
                    files.put(partition.partition(), copies.create(topic, partition.partition()));
                }
                var copied = new long[1];
                TopicScan.pollToEnd(consumer, topic, record -> {
                    files.get(record.partition()).write(record);
                    if (end.isReached(record)) {
                        consumer.pause(List.of(new TopicPartition(topic, record.partition())));
                    }
                    if (++copied[0] % 1000 == 0) {
                        progress.accept(Math.min(1, copied[0] / (double) total));
                    }
                });
            } finally {
                files.values().forEach(CopyWriter::close);
            }
        });
        progress.accept(1);
    }

    private static long total(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var ends = consumer.endOffsets(partitions);
        return Math.max(
                1,
                partitions.stream()
                        .mapToLong(partition -> ends.get(partition) - consumer.position(partition))
                        .sum());
    }
}
