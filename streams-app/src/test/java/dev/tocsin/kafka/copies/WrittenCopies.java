package dev.tocsin.kafka.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.kafka.Topics;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Copies of topics that a test writes; topics without records are written, too. */
public final class WrittenCopies {
    private final Topics topics;
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();

    public WrittenCopies(Topics topics) {
        this.topics = topics;
        for (var topic : List.of("samples", "rules", "config", "cluster-log", "alerts", "alert-state")) {
            records.put(topics.settings().prefix() + topic, new ArrayList<>());
        }
    }

    /** @param value null for a tombstone */
    public WrittenCopies add(String topic, Instant at, String key, byte[] value) {
        var all = records.get(topic);
        var offset = all.isEmpty() ? 0 : all.get(all.size() - 1).offset() + 1;
        return add(topic, offset, at, key, value);
    }

    public WrittenCopies add(String topic, long offset, Instant at, String key, byte[] value) {
        var record = new ConsumerRecord<>(topic, 0, offset, key.getBytes(UTF_8), value);
        records.get(topic)
                .add(new ConsumerRecord<>(
                        topic,
                        0,
                        offset,
                        at.toEpochMilli(),
                        record.timestampType(),
                        0,
                        0,
                        record.key(),
                        value,
                        record.headers(),
                        record.leaderEpoch()));
        return this;
    }

    public TopicCopies write(Path folder) {
        var copies = new TopicCopies(folder, topics);
        records.forEach((topic, all) -> {
            try (var out = new DataOutputStream(Files.newOutputStream(copies.file(topic, 0)))) {
                out.write(CopyFormat.MAGIC);
                for (var record : all) {
                    CopyFormat.write(out, record);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return copies;
    }
}
