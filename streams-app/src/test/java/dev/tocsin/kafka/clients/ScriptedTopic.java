package dev.tocsin.kafka.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A consumer of one topic whose records the test gives. It records how Kafka Streams calls it. */
final class ScriptedTopic extends MockConsumer<byte[], byte[]> {
    static final String NAME = "topic";

    final List<Duration> pollTimeouts = new CopyOnWriteArrayList<>();
    final List<Integer> partitionsPerPoll = new CopyOnWriteArrayList<>();
    volatile Runnable onPoll = () -> {};
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

    /** @param counts the number of records in each partition; their keys are null if {@code keys} is false */
    ScriptedTopic(boolean keys, int... counts) {
        super("earliest");
        updatePartitions(
                NAME,
                IntStream.range(0, counts.length)
                        .mapToObj(partition -> new PartitionInfo(NAME, partition, null, null, null))
                        .toList());
        for (var partition = 0; partition < counts.length; partition++) {
            for (var offset = 0; offset < counts[partition]; offset++) {
                append(partition, offset, keys ? new byte[] {1} : null);
            }
        }
    }

    void append(int partition, long offset, byte[] key) {
        append(partition, offset, key, 0);
    }

    synchronized void append(int partition, long offset, byte[] key, long timestamp) {
        var where = new TopicPartition(NAME, partition);
        log.add(new ConsumerRecord<>(
                NAME,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                new byte[] {1},
                new RecordHeaders(),
                Optional.empty()));
        updateBeginningOffsets(Map.of(where, 0L));
        updateEndOffsets(Map.of(where, offset + 1));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        onPoll.run();
        var records = pollOnce(timeout);
        if (records.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return records;
    }

    private synchronized ConsumerRecords<byte[], byte[]> pollOnce(Duration timeout) {
        pollTimeouts.add(timeout);
        partitionsPerPoll.add(assignment().size());
        log.stream()
                .filter(record -> assignment().contains(new TopicPartition(NAME, record.partition())))
                .filter(record -> record.offset() >= position(new TopicPartition(NAME, record.partition())))
                .forEach(this::addRecord);
        return super.poll(timeout);
    }
}
