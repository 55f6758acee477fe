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
 * Encoding of records in topics: Confluent's wire format with a registry, Avro single-object encoding without. The
 * serializer and deserializer convert; all other code sees single-object encoding. Bytes in neither encoding, such as
 * JSON, pass unchanged.
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

    private WireFormat(Optional<CachingRegistry> registry, Map<String, List<Schema>> schemas) {
        this.registry = registry;
        this.transcoder =
                new Transcoder(schemas.values().stream().flatMap(List::stream).toList());
        this.schemasByTopic = schemas.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        topic -> topic.getValue().stream().map(WriterSchema::of).toList()));
    }

    /**
     * For an instance: reading waits while the registry is unreachable.
     *
     * @param schemas the schemas of each topic
     * @param directory for the cache file
     */
    public static WireFormat of(RegistrySettings settings, Map<String, List<Schema>> schemas, Path directory) {
        var cacheFile = Optional.of(directory.resolve("schema-registry.json"));
        return new WireFormat(ifConfigured(settings).map(some -> new CachingRegistry(some, cacheFile, true)), schemas);
    }

    /** For a command that reads or writes once: an unreachable registry is an error. */
    public static WireFormat failingFast(RegistrySettings settings, Map<String, List<Schema>> schemas) {
        return new WireFormat(
                ifConfigured(settings).map(some -> new CachingRegistry(some, Optional.empty(), false)), schemas);
    }

    private static Optional<RegistrySettings> ifConfigured(RegistrySettings settings) {
        return settings.urls().isEmpty() ? Optional.empty() : Optional.of(settings);
    }

    /**
     * Registers all schemas, so that no later write needs the registry.
     *
     * @throws RegistryUnavailableException if the registry does not answer and an id is not cached
     * @throws SchemaRejectedException if the registry rejects a schema
     */
    public void registerSchemas() {
        registry.ifPresent(client -> schemasByTopic.forEach(
                (topic, schemas) -> schemas.forEach(schema -> client.schemaId(subject(topic, schema), schema))));
    }

    /** Serializer of values. Throws the exceptions of {@link #registerSchemas} if that was not called before. */
    public Serializer<byte[]> serializer() {
        return (topic, value) -> value == null
                ? null
                : registry.map(client -> toWire(client, topic, value)).orElse(value);
    }

    /** Deserializer of values. Values that cannot be converted pass unchanged; their reader reports them as undecodable. */
    public Deserializer<byte[]> deserializer() {
        return (topic, value) -> value == null
                ? null
                : registry.map(client -> fromWire(client, topic, value)).orElse(value);
    }

    /**
     * The schema of an id in the registry, of a record that is not Tocsin's; empty if there is no registry, or it does not
     * know the id.
     *
     * @throws RegistryUnavailableException if the registry does not answer, and this does not wait for it
     */
    public Optional<WriterSchema> foreignSchema(int id) {
        return registry.flatMap(client -> client.schema(id));
    }

    /** As above. @param guid the GUID of a schema, in place of an id */
    public Optional<WriterSchema> foreignSchema(String guid) {
        return registry.flatMap(client -> client.schema(guid));
    }

    /** Ends all waiting reads with an error. */
    @Override
    public void close() {
        registry.ifPresent(CachingRegistry::close);
    }

    private byte[] toWire(CachingRegistry client, String topic, byte[] value) {
        return schemasByTopic.getOrDefault(topic, List.of()).stream()
                .filter(schema -> Transcoder.isWrittenWith(schema, value))
                .findFirst()
                .map(schema -> {
                    var body = Transcoder.body(value);
                    return ByteBuffer.allocate(HEADER_LENGTH + body.remaining())
                            .put(MAGIC)
                            .putInt(client.schemaId(subject(topic, schema), schema))
                            .put(body)
                            .array();
                })
                .orElse(value);
    }

    private byte[] fromWire(CachingRegistry client, String topic, byte[] value) {
        if (value.length < HEADER_LENGTH || value[0] != MAGIC) {
            return value;
        }
        var rest = ByteBuffer.wrap(value, 1, value.length - 1);
        var id = rest.getInt();
        return client.schema(id)
                .map(schema -> transcoder.toSingleObject(schema, rest).fold(bytes -> bytes, reason -> {
                    LOG.warn("A record of topic {} with schema {} {}", topic, id, reason);
                    return value;
                }))
                .orElse(value);
    }

    private String subject(String topic, WriterSchema schema) {
        var records = schemasByTopic.get(topic).stream()
                .map(known -> known.schema().getFullName())
                .distinct()
                .count();
        return records == 1 ? topic + "-value" : topic + "-" + schema.schema().getFullName();
    }
}
