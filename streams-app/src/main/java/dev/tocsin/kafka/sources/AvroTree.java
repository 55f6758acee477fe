package dev.tocsin.kafka.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.kafka.codec.AvroFields;
import dev.tocsin.kafka.codec.WriterSchema;
import dev.tocsin.sources.RecordTree;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.TreeReader;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.formats.RecordFraming;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Reads values that are Avro: after the header of a schema registry's serializer, in single-object encoding, or bare. The
 * last two need the schema.
 */
public final class AvroTree implements TreeReader {
    private final Optional<AvroFields> schema;
    private final RegistrySchemas registry;
    private final Map<String, AvroFields> ofRegistry = new ConcurrentHashMap<>();

    private AvroTree(Optional<AvroFields> schema, RegistrySchemas registry) {
        this.schema = schema;
        this.registry = registry;
    }

    /**
     * @param schema of bare records and of single-object encoding, as JSON
     * @throws IllegalArgumentException if the schema is not valid
     */
    public static AvroTree of(Optional<String> schema, RegistrySchemas registry) {
        return new AvroTree(schema.map(AvroFields::parse), registry);
    }

    @Override
    public RecordTree read(SourceRecord record) throws UndecodableRecordException {
        if (record.value() == null) {
            return new RecordTree.Ignored("tombstone");
        }
        return new RecordTree.Fields(fields(record));
    }

    private JsonNode fields(SourceRecord record) throws UndecodableRecordException {
        var value = record.value();
        var framing = RecordFraming.of(record);
        if (framing.kind() == RecordFraming.Kind.AVRO_SINGLE_OBJECT) {
            var known = schema.filter(one -> one.isWriterOf(value))
                    .orElseThrow(
                            () -> new UndecodableRecordException(
                                    "the value is Avro single-object encoding of another schema; write its schema as 'schema'"));
            return decode(known, value, framing.length());
        }
        if (schema.isPresent()) {
            return decode(schema.get(), value, 0);
        }
        return decode(ofRegistry(framing), value, framing.length());
    }

    private AvroFields ofRegistry(RecordFraming framing) throws UndecodableRecordException {
        return switch (framing.kind()) {
            case CONFLUENT, APICURIO -> find(framing, () -> byId(framing.schemaId()));
            case CONFLUENT_GUID -> find(framing, () -> registry.byGuid(framing.schemaGuid()));
            default ->
                throw new UndecodableRecordException(
                        "the value has no header of a schema registry; write the schema of the records as 'schema'");
        };
    }

    /** Confluent's API has ids of 4 bytes. */
    private Optional<WriterSchema> byId(long id) {
        return id == (int) id ? registry.byId((int) id) : Optional.empty();
    }

    private AvroFields find(RecordFraming framing, Supplier<Optional<WriterSchema>> lookup)
            throws UndecodableRecordException {
        var known = ofRegistry.get(framing.toString());
        if (known != null) {
            return known;
        }
        var found = lookup.get()
                .orElseThrow(() -> new UndecodableRecordException(
                        "the schema registry has no Avro schema of the value (%s); check kafka.schema.registry.url"
                                .formatted(framing)));
        return ofRegistry.computeIfAbsent(framing.toString(), key -> AvroFields.of(found));
    }

    private static JsonNode decode(AvroFields fields, byte[] value, int from) throws UndecodableRecordException {
        return fields.decode(value, from)
                .orElseThrow(() -> new UndecodableRecordException(
                        "the value is not a record of its Avro schema, or is damaged; check the schema of the source"));
    }
}
