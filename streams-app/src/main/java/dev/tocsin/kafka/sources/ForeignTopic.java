package dev.tocsin.kafka.sources;

import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records of topics that are not Tocsin's, for a command. */
public record ForeignTopic(KafkaSettings settings) {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(2);

    /**
     * The record at an offset, also one of an aborted transaction; empty if there is none.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such partition
     */
    public Optional<SourceRecord> find(String topic, int partition, long offset) {
        var properties = settings.consumer();
        properties.put("max.poll.records", "1");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var place = new TopicPartition(topic, partition);
            if (consumer.partitionsFor(topic).stream().noneMatch(one -> one.partition() == partition)) {
                throw new KafkaUnreachableException(
                        "topic %s has no partition %d: check the name and the number".formatted(topic, partition),
                        null);
            }
            consumer.assign(List.of(place));
            if (offset < 0 || offset >= consumer.endOffsets(List.of(place)).get(place)) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            for (var record : consumer.poll(POLL_TIMEOUT)) {
                return Optional.of(record).filter(one -> one.offset() == offset).map(ForeignTopic::record);
            }
            return Optional.empty();
        } catch (KafkaException e) {
            throw new KafkaUnreachableException(
                    "cannot read topic %s: %s; kafka.bootstrap.servers is %s"
                            .formatted(topic, e.getMessage(), settings.bootstrapServers()),
                    e);
        }
    }

    private static SourceRecord record(ConsumerRecord<byte[], byte[]> record) {
        var headers = new ArrayList<SourceHeader>();
        record.headers().forEach(header -> headers.add(new SourceHeader(header.key(), header.value())));
        return new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }
}
