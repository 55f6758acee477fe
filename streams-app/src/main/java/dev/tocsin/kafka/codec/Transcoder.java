package dev.tocsin.kafka.codec;

import dev.tocsin.schemas.AlertRecord;
import dev.tocsin.schemas.AlertStateRecord;
import dev.tocsin.schemas.ClaimRecord;
import dev.tocsin.schemas.ConfigRecord;
import dev.tocsin.schemas.MemberRecord;
import dev.tocsin.schemas.ReleasedRecord;
import dev.tocsin.schemas.RuleGroupRecord;
import dev.tocsin.schemas.SampleBatchRecord;
import dev.tocsin.schemas.SentRecord;
import dev.tocsin.schemas.SilenceRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Records that were written with a schema of somebody else's, turned into what every instance can read. */
public final class Transcoder {
    /** Of the records that stand in topics. */
    static final List<Schema> TOPIC_SCHEMAS = List.of(
            AlertRecord.SCHEMA$,
            AlertStateRecord.SCHEMA$,
            ClaimRecord.SCHEMA$,
            ConfigRecord.SCHEMA$,
            MemberRecord.SCHEMA$,
            ReleasedRecord.SCHEMA$,
            RuleGroupRecord.SCHEMA$,
            SampleBatchRecord.SCHEMA$,
            SentRecord.SCHEMA$,
            SilenceRecord.SCHEMA$);

    private static final Map<String, SingleObjectEncoding<SpecificRecord>> BY_NAME = TOPIC_SCHEMAS.stream()
            .collect(Collectors.toMap(Schema::getName, SingleObjectEncoding::new, (one, same) -> one));

    private Transcoder() {}

    /** Whether bytes are single-object encoding under this very schema. */
    public static boolean isWrittenWith(WriterSchema schema, byte[] bytes) {
        return SingleObjectEncoding.hasHeader(bytes) && SingleObjectEncoding.fingerprint(bytes) == schema.fingerprint();
    }

    /** The record in single-object encoding, without its head. */
    public static ByteBuffer body(byte[] bytes) {
        return ByteBuffer.wrap(
                bytes, SingleObjectEncoding.HEADER_LENGTH, bytes.length - SingleObjectEncoding.HEADER_LENGTH);
    }

    /**
     * Single-object encoding of what a registry's schema describes. A released version stays as it was written; any
     * other schema is taken for the record of its name, and its values for those of the present version.
     *
     * @param body the record, from the buffer's position to its limit
     * @return the bytes, or the reason why there are none
     */
    public static Decoded<byte[]> toSingleObject(WriterSchema writer, ByteBuffer body) {
        var schema = writer.schema();
        var ours = Optional.ofNullable(schema.getType() == Schema.Type.RECORD ? BY_NAME.get(schema.getName()) : null);
        return ours.map(known -> toSingleObject(known, writer, body))
                .orElseGet(() ->
                        new Decoded.Invalid<>("was written with the schema of a %s, which is no record of Tocsin's"
                                .formatted(schema.getName())));
    }

    private static Decoded<byte[]> toSingleObject(
            SingleObjectEncoding<SpecificRecord> known, WriterSchema writer, ByteBuffer body) {
        var bytes = SingleObjectEncoding.withHeader(writer.fingerprint(), body);
        if (known.canRead(bytes)) {
            return new Decoded.Valid<>(bytes);
        }
        return known.decode(bytes, writer.schema()).map((Function<SpecificRecord, byte[]>) known::encode);
    }
}
