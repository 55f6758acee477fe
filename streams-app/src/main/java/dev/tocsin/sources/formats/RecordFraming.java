package dev.tocsin.sources.formats;

import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The header by which serializers name the schema of a value, in front of the value or in the headers of the record.
 *
 * @param schemaId the registry's id, or the fingerprint of the schema; 0 if there is none
 * @param schemaGuid the registry's GUID as text; empty if there is none
 * @param length bytes in front of the content
 */
public record RecordFraming(Kind kind, long schemaId, String schemaGuid, int length) {
    private static final RecordFraming NONE = new RecordFraming(Kind.NONE, 0, "", 0);
    private static final String CONFLUENT_HEADER = "__value_schema_id";
    private static final String APICURIO_HEADER = "apicurio.value.";
    private static final int ID_LENGTH = 5;
    private static final int LONG_ID_LENGTH = 9;
    private static final int GUID_LENGTH = 17;
    private static final int SINGLE_OBJECT_LENGTH = 10;
    private static final int GLUE_LENGTH = 18;

    /** The serializers. */
    public enum Kind {
        /** The value has no header. */
        NONE,
        /** Confluent: magic byte 0 and an id of 4 bytes; Apicurio can write the same. */
        CONFLUENT,
        /** Confluent: magic byte 1 and a GUID, usually in the header {@code __value_schema_id}. */
        CONFLUENT_GUID,
        /** Apicurio: magic byte 0 and an id of 8 bytes, or an id in a header. */
        APICURIO,
        /** Avro's single-object encoding: the bytes C3 01 and the CRC-64-AVRO of the schema. */
        AVRO_SINGLE_OBJECT
    }

    /**
     * Recognises the header of a record with a value.
     *
     * @throws UndecodableRecordException if the schema is in a registry that cannot be read
     */
    public static RecordFraming of(SourceRecord record) throws UndecodableRecordException {
        refuseAzure(record);
        var confluent = record.header(CONFLUENT_HEADER).map(SourceHeader::value);
        if (confluent.isPresent()) {
            var framing = confluentOf(confluent.get());
            return new RecordFraming(framing.kind, framing.schemaId, framing.schemaGuid, 0);
        }
        for (var id : new String[] {"globalId", "contentId"}) {
            var header = record.header(APICURIO_HEADER + id).map(SourceHeader::value);
            if (header.isPresent() && header.get().length == Long.BYTES) {
                return new RecordFraming(
                        Kind.APICURIO, ByteBuffer.wrap(header.get()).getLong(), "", 0);
            }
        }
        return ofValue(record.value());
    }

    private static RecordFraming ofValue(byte[] value) throws UndecodableRecordException {
        var first = value.length == 0 ? -1 : value[0] & 0xff;
        if (first == 3 && value.length >= GLUE_LENGTH && (value[1] == 0 || value[1] == 5)) {
            throw new UndecodableRecordException("its schema is in AWS Glue Schema Registry, which cannot be read;"
                    + " let the producer write JSON, or use a registry with Confluent's API");
        }
        if (first == 0xc3 && value.length >= SINGLE_OBJECT_LENGTH && value[1] == 1) {
            var fingerprint =
                    ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
            return new RecordFraming(Kind.AVRO_SINGLE_OBJECT, fingerprint, "", SINGLE_OBJECT_LENGTH);
        }
        return first == 0 || first == 1 ? confluentOf(value) : NONE;
    }

    private static RecordFraming confluentOf(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        if (bytes.length >= ID_LENGTH && bytes[0] == 0) {
            var id = buffer.getInt(1);
            // Ids begin with 1, so four zeros are the upper half of a longer id.
            return id == 0 && bytes.length >= LONG_ID_LENGTH
                    ? new RecordFraming(Kind.APICURIO, buffer.getLong(1), "", LONG_ID_LENGTH)
                    : new RecordFraming(Kind.CONFLUENT, id & 0xffffffffL, "", ID_LENGTH);
        }
        if (bytes.length >= GUID_LENGTH && bytes[0] == 1) {
            var guid = new UUID(buffer.getLong(1), buffer.getLong(1 + Long.BYTES));
            return new RecordFraming(Kind.CONFLUENT_GUID, 0, guid.toString(), GUID_LENGTH);
        }
        return NONE;
    }

    private static void refuseAzure(SourceRecord record) throws UndecodableRecordException {
        var type = record.header("content-type").map(SourceHeader::text).orElse("");
        if (type.startsWith("avro/binary+")) {
            throw new UndecodableRecordException(
                    "its schema is in Azure Schema Registry, which cannot be read; let the producer write JSON");
        }
    }

    /** The value without the header. */
    public byte[] content(byte[] value) {
        return length == 0 ? value : Arrays.copyOfRange(value, length, value.length);
    }

    /** The header for a message: {@code CONFLUENT, schema 17}. */
    @Override
    public String toString() {
        if (!schemaGuid.isEmpty()) {
            return "%s, schema %s".formatted(kind, schemaGuid);
        }
        return switch (kind) {
            case NONE -> "none";
            case AVRO_SINGLE_OBJECT ->
                "%s, fingerprint %s".formatted(kind, HexFormat.of().toHexDigits(schemaId));
            default -> "%s, schema %d".formatted(kind, schemaId);
        };
    }
}
