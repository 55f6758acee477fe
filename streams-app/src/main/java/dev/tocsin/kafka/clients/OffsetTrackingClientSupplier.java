package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Partition;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients that Streams uses, of which the global consumer says how far it is. Processors can not tell that: they
 * never see what compaction, retention or somebody's transaction left no record of, and whoever waits for the end of
 * a topic would wait forever.
 *
 * <p>It also gives an empty key to records that have none. Streams hands those to processors when they arrive, but
 * leaves them out when it restores.
 */
final class OffsetTrackingClientSupplier implements KafkaClientSupplier {
    /** For so long a broker may hold back an answer while a store is restored. */
    private static final int RESTORE_FETCH_WAIT_MILLIS = 50;

    private final ObjLongConsumer<Partition> processedUpTo;

    /** @param reached is told that everything before an offset has been processed */
    OffsetTrackingClientSupplier(ObjLongConsumer<Partition> reached) {
        this.processedUpTo = reached;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return SwitchingConsumer.of(
                new OffsetTrackingConsumer(restoreConfig(config)), () -> new OffsetTrackingConsumer(config));
    }

    private static Map<String, Object> restoreConfig(Map<String, Object> config) {
        var own = new HashMap<>(config);
        own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, RESTORE_FETCH_WAIT_MILLIS);
        own.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (key, name) -> name + "-restoring");
        return own;
    }

    private final class OffsetTrackingConsumer extends KafkaConsumer<byte[], byte[]> {
        private static final Duration POSITION_TIMEOUT = Duration.ofMillis(200);

        OffsetTrackingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        // Streams polls again only when it has processed what it got before.
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            for (var partition : assignment()) {
                try {
                    processedUpTo.accept(Partition.of(partition), position(partition, POSITION_TIMEOUT));
                } catch (TimeoutException notKnownYet) {
                    break;
                }
            }
            return withKey(super.poll(timeout));
        }
    }

    private static ConsumerRecords<byte[], byte[]> withKey(ConsumerRecords<byte[], byte[]> records) {
        for (var record : records) {
            if (record.key() == null) {
                var all = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
                records.partitions()
                        .forEach(partition -> all.put(
                                partition,
                                records.records(partition).stream()
                                        .map(OffsetTrackingClientSupplier::withKey)
                                        .toList()));
                return new ConsumerRecords<>(all, records.nextOffsets());
            }
        }
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> withKey(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null
                ? record
                : new ConsumerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.timestampType(),
                        0,
                        record.serializedValueSize(),
                        new byte[0],
                        record.value(),
                        record.headers(),
                        record.leaderEpoch());
    }
}
