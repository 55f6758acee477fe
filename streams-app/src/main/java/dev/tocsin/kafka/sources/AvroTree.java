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
import java.util.function.IntFunction;

/**
 * Reads values that are Avro: in the framing of a schema registry that {@link RecordFraming} recognises by its id, in single-object
 * encoding, or bare. The last two need the schema.
 */
public final class AvroTree implements TreeReader {
    private final Optional<AvroFields> schema;
    private final IntFunction<Optional<WriterSchema>> registry;
    private final Map<Integer, AvroFields> byId = new ConcurrentHashMap<>();

    private AvroTree(Optional<AvroFields> schema, IntFunction<Optional<WriterSchema>> registry) {
        this.schema = schema;
        this.registry = registry;
    }

    /**
     * @param schema of bare records and of single-object encoding, as JSON
     * @param registry gives the schema of an id
     * @throws IllegalArgumentException if the schema is not valid
     */
    public static AvroTree of(Optional<String> schema, IntFunction<Optional<WriterSchema>> registry) {
        return new AvroTree(schema.map(AvroFields::parse), registry);
    }

    @Override
    public RecordTree read(SourceRecord record) throws UndecodableRecordException {
        var value = record.value();
        if (value == null) {
            return new RecordTree.Ignored("tombstone");
        }
        return new RecordTree.Fields(fields(record, value));
    }

    private JsonNode fields(SourceRecord record, byte[] value) throws UndecodableRecordException {
        if (AvroFields.hasHeader(value)) {
            var known = schema.filter(one -> one.isWriterOf(value))
                    .orElseThrow(
                            () -> new UndecodableRecordException(
                                    "the value is Avro single-object encoding of another schema; write its schema as 'schema'"));
            return decode(known, value, AvroFields.headerLength());
        }
        if (schema.isPresent()) {
            return decode(schema.get(), value, 0);
        }
        var framing = RecordFraming.of(record);
        return switch (framing.kind()) {
            case CONFLUENT, APICURIO -> decode(ofRegistry((int) framing.schemaId()), value, framing.length());
            case CONFLUENT_GUID ->
                throw new UndecodableRecordException(
                        "the value has the GUID of its schema (%s), which cannot be looked up; write the schema of the records as 'schema'"
                                .formatted(framing.schemaGuid()));
            case NONE, AVRO_SINGLE_OBJECT ->
                throw new UndecodableRecordException("the value does not have the framing of a schema registry;"
                        + " write the schema of the records as 'schema'");
        };
    }

    private AvroFields ofRegistry(int id) throws UndecodableRecordException {
        var known = byId.get(id);
        if (known != null) {
            return known;
        }
        var found = registry.apply(id)
                .orElseThrow(() -> new UndecodableRecordException(
                        "the schema registry has no Avro schema %d; check kafka.schema.registry.url".formatted(id)));
        return byId.computeIfAbsent(id, key -> AvroFields.of(found));
    }

    private static JsonNode decode(AvroFields fields, byte[] value, int from) throws UndecodableRecordException {
        return fields.decode(value, from)
                .orElseThrow(() -> new UndecodableRecordException(
                        "the value is not a record of its Avro schema, or is damaged; check the schema of the source"));
    }
}
