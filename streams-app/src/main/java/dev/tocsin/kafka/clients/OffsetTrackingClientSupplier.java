package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Partition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients that Kafka Streams uses. Its global consumer reports the offset up to which everything was processed.
 * Processors cannot know that offset: they never see the offsets that compaction, retention or transactions leave
 * without a record, so a caller that waits for the end of a topic would wait forever.
 *
 * @param processedUpTo gets the offset before which everything was processed
 */
record OffsetTrackingClientSupplier(ObjLongConsumer<Partition> processedUpTo) implements KafkaClientSupplier {
    /** {@code fetch.max.wait.ms} while stores are restored; see {@link SwitchingConsumer}. */
    private static final int RESTORE_FETCH_WAIT_MILLIS = 50;

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

        private final OffsetCheck offsetCheck = new OffsetCheck();

        OffsetTrackingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        // Streams polls again only after it has processed the records of the poll before.
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            for (var partition : assignment()) {
                try {
                    processedUpTo.accept(Partition.of(partition), position(partition, POSITION_TIMEOUT));
                } catch (TimeoutException positionUnknown) {
                    break;
                }
            }
            var records = super.poll(timeout);
            offsetCheck.check(records);
            return RestorableRecords.of(records);
        }
    }
}
