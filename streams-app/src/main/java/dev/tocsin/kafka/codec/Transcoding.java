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
public final class Transcoding {
    /** Of the records that stand in topics. */
    static final List<Schema> IN_TOPICS = List.of(
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

    private static final Map<String, SingleObject<SpecificRecord>> BY_NAME =
            IN_TOPICS.stream().collect(Collectors.toMap(Schema::getName, SingleObject::new, (one, same) -> one));

    private Transcoding() {}

    /** Whether bytes are single-object encoding under this very schema. */
    public static boolean isWrittenWith(WriterSchema schema, byte[] bytes) {
        return SingleObject.isAtHeadOf(bytes) && SingleObject.fingerprint(bytes) == schema.fingerprint();
    }

    /** The record in single-object encoding, without its head. */
    public static ByteBuffer body(byte[] bytes) {
        return ByteBuffer.wrap(bytes, SingleObject.HEADER, bytes.length - SingleObject.HEADER);
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
                .orElseGet(() -> new Decoded.Bad<>("was written with the schema of a %s, which is no record of Tocsin's"
                        .formatted(schema.getName())));
    }

    private static Decoded<byte[]> toSingleObject(
            SingleObject<SpecificRecord> known, WriterSchema writer, ByteBuffer body) {
        var bytes = SingleObject.framed(writer.fingerprint(), body);
        if (known.reads(bytes)) {
            return new Decoded.Good<>(bytes);
        }
        return known.decode(bytes, writer.schema()).map((Function<SpecificRecord, byte[]>) known::encode);
    }
}
