package dev.tocsin.kafka.registry;

import dev.tocsin.kafka.codec.Transcoder;
import dev.tocsin.kafka.codec.WriterSchema;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How records stand in topics: in a registry's wire format if there is a registry, in single-object encoding if there
 * is none. The rest of the house sees single-object encoding always; this stands where Kafka's clients take bytes in
 * and give them out. What is in neither, as JSON, passes as it is.
 *
 * <p>Subjects: {@code TOPIC-value} for a topic of one kind of record, {@code TOPIC-NAMESPACE.RECORD} for a topic of
 * several: Confluent's TopicNameStrategy and TopicRecordNameStrategy.
 */
public final class WireFormat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WireFormat.class);
    private static final byte MAGIC = 0;
    private static final int HEADER_LENGTH = 5;

    private final Optional<CachingRegistry> registry;
    private final Map<String, List<WriterSchema>> schemasByTopic;
    private final Transcoder transcoder;

    private WireFormat(Optional<CachingRegistry> registry, Map<String, List<Schema>> kinds) {
        this.registry = registry;
        this.transcoder =
                new Transcoder(kinds.values().stream().flatMap(List::stream).toList());
        this.schemasByTopic = kinds.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        topic -> topic.getValue().stream().map(WriterSchema::of).toList()));
    }

    /**
     * For an instance.
     *
     * @param kinds which records stand in which topic
     * @param directory where it remembers what the registry said
     */
    public static WireFormat of(RegistrySettings settings, Map<String, List<Schema>> kinds, Path directory) {
        return new WireFormat(
                ifConfigured(settings)
                        .map(some -> CachingRegistry.retrying(some, directory.resolve("schema-registry.json"))),
                kinds);
    }

    /** For those who read or write once and go: while the registry is away, they fail. */
    public static WireFormat failingFast(RegistrySettings settings, Map<String, List<Schema>> kinds) {
        return new WireFormat(ifConfigured(settings).map(CachingRegistry::failingFast), kinds);
    }

    private static Optional<RegistrySettings> ifConfigured(RegistrySettings settings) {
        return settings.urls().isEmpty() ? Optional.empty() : Optional.of(settings);
    }

    /**
     * Makes sure that everything can be written, so that no writing has to wait for the registry later.
     *
     * @throws RegistryUnavailableException if the registry does not answer and has not told before
     * @throws SchemaRejectedException if it does not take one of the schemas
     */
    public void registerSchemas() {
        registry.ifPresent(asked -> schemasByTopic.forEach(
                (topic, schemas) -> schemas.forEach(schema -> asked.schemaId(subject(topic, schema), schema))));
    }

    /** For values on their way out. It throws what {@link #registerSchemas} throws, if that was not called. */
    public Serializer<byte[]> serializer() {
        return (topic, value) -> value == null
                ? null
                : registry.map(asked -> toWire(asked, topic, value)).orElse(value);
    }

    /** For values on their way in. What can not be turned passes as it is, and is told as undecodable by who reads it. */
    public Deserializer<byte[]> deserializer() {
        return (topic, value) -> value == null
                ? null
                : registry.map(asked -> fromWire(asked, topic, value)).orElse(value);
    }

    /** Ends all waiting. */
    @Override
    public void close() {
        registry.ifPresent(CachingRegistry::close);
    }

    private byte[] toWire(CachingRegistry asked, String topic, byte[] value) {
        return schemasByTopic.getOrDefault(topic, List.of()).stream()
                .filter(schema -> Transcoder.isWrittenWith(schema, value))
                .findFirst()
                .map(schema -> {
                    var body = Transcoder.body(value);
                    return ByteBuffer.allocate(HEADER_LENGTH + body.remaining())
                            .put(MAGIC)
                            .putInt(asked.schemaId(subject(topic, schema), schema))
                            .put(body)
                            .array();
                })
                .orElse(value);
    }

    private byte[] fromWire(CachingRegistry asked, String topic, byte[] value) {
        if (value.length < HEADER_LENGTH || value[0] != MAGIC) {
            return value;
        }
        var rest = ByteBuffer.wrap(value, 1, value.length - 1);
        var id = rest.getInt();
        return asked.schema(id)
                .map(schema -> transcoder.toSingleObject(schema, rest).fold(bytes -> bytes, reason -> {
                    LOG.warn("a record of topic {} with schema {} {}", topic, id, reason);
                    return value;
                }))
                .orElse(value);
    }

    private String subject(String topic, WriterSchema schema) {
        return schemasByTopic.get(topic).size() == 1
                ? topic + "-value"
                : topic + "-" + schema.schema().getFullName();
    }
}
