package dev.tocsin.kafka.codec;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.schemas.AlertRecord;
import dev.tocsin.schemas.AlertStateRecord;
import dev.tocsin.schemas.AuditRecord;
import dev.tocsin.schemas.ClaimRecord;
import dev.tocsin.schemas.ConfigRecord;
import dev.tocsin.schemas.KeptRecord;
import dev.tocsin.schemas.KeptSlotRecord;
import dev.tocsin.schemas.MemberRecord;
import dev.tocsin.schemas.ReleasedRecord;
import dev.tocsin.schemas.RuleGroupRecord;
import dev.tocsin.schemas.SampleBatchRecord;
import dev.tocsin.schemas.SentRecord;
import dev.tocsin.schemas.SilenceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions of schemas. Two versions share the topics during a rolling upgrade. */
class SchemaVersionsTest {
    static Stream<Schema> records() {
        return Stream.of(
                AlertRecord.SCHEMA$,
                AlertStateRecord.SCHEMA$,
                AuditRecord.SCHEMA$,
                ClaimRecord.SCHEMA$,
                ConfigRecord.SCHEMA$,
                KeptRecord.SCHEMA$,
                KeptSlotRecord.SCHEMA$,
                MemberRecord.SCHEMA$,
                ReleasedRecord.SCHEMA$,
                RuleGroupRecord.SCHEMA$,
                SampleBatchRecord.SCHEMA$,
                SentRecord.SCHEMA$,
                SilenceRecord.SCHEMA$);
    }

    @ParameterizedTest
    @MethodSource("records")
    void presentVersionIsTheLastReleasedOne(Schema present) {
        var released = SchemaVersions.released(present.getName());

        assertThat(SchemaNormalization.toParsingForm(released.get(released.size() - 1)))
                .as(
                        "%s has changed: copy it to schemas/src/main/resources/released/%s.%d.avsc",
                        present.getName(), present.getName(), released.size() + 1)
                .isEqualTo(SchemaNormalization.toParsingForm(present));
    }

    @ParameterizedTest
    @MethodSource("records")
    void eachVersionReadsEachOther(Schema present) {
        var versions = new ArrayList<>(SchemaVersions.released(present.getName()));
        versions.add(present);

        assertThat(incompatibilities(versions)).isEmpty();
    }

    @Test
    void fieldWithoutDefaultAndChangedTypeAreIncompatible() {
        var first = schema("{'name': 'a', 'type': 'string'}");
        var withField = schema("{'name': 'a', 'type': 'string'}, {'name': 'b', 'type': 'int'}");
        var otherType = schema("{'name': 'a', 'type': 'long'}");
        var withDefault = schema("{'name': 'a', 'type': 'string'}, {'name': 'b', 'type': 'int', 'default': 0}");

        assertThat(incompatibilities(List.of(first, withField))).hasSize(1);
        assertThat(incompatibilities(List.of(first, otherType))).hasSize(2);
        assertThat(incompatibilities(List.of(first, withDefault))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordsOfAllReleasedVersionsAreRead(Schema present) throws IOException {
        for (var version : SchemaVersions.released(present.getName())) {
            for (var value : new RandomData(version, 20, 7L)) {
                var bytes = written(version, withTimesOfClocks(version, value));

                assertThat(new SingleObjectEncoding<>(present).decode(bytes)).isInstanceOf(Decoded.Valid.class);
            }
        }
    }

    /** Brings random times into the years that are accepted. */
    private static Object withTimesOfClocks(Schema schema, Object value) {
        if (value instanceof Long number && schema.getLogicalType() != null) {
            return Math.floorMod(number, Duration.ofDays(1_000_000).toMillis());
        } else if (value instanceof IndexedRecord record) {
            schema.getFields()
                    .forEach(field ->
                            record.put(field.pos(), withTimesOfClocks(field.schema(), record.get(field.pos()))));
        } else if (value instanceof Collection<?> items) {
            return items.stream()
                    .map(item -> withTimesOfClocks(schema.getElementType(), item))
                    .toList();
        }
        return value;
    }

    @Test
    void unknownVersionIsInvalidAndNamed() throws IOException {
        var unknown = schema("{'name': 'a', 'type': 'string'}");
        var bytes =
                written(unknown, new GenericRecordBuilder(unknown).set("a", "x").build());

        assertThat(new SingleObjectEncoding<>(MemberRecord.SCHEMA$).decode(bytes))
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class,
                        invalid -> assertThat(invalid.reason())
                                .contains("unknown schema")
                                .contains("MemberRecord"));
    }

    private static List<String> incompatibilities(List<Schema> versions) {
        var found = new ArrayList<String>();
        for (var reader : versions) {
            for (var writer : versions) {
                var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
                if (result.getType() != COMPATIBLE) {
                    found.add("version %d cannot read version %d: %s"
                            .formatted(
                                    versions.indexOf(reader) + 1,
                                    versions.indexOf(writer) + 1,
                                    result.getResult().getIncompatibilities()));
                }
            }
        }
        return found;
    }

    private static byte[] written(Schema schema, Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        bytes.writeBytes(ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 1)
                .putLong(fingerprint)
                .array());
        new GenericDatumWriter<>(schema).write(value, EncoderFactory.get().directBinaryEncoder(bytes, null));
        return bytes.toByteArray();
    }

    private static Schema schema(String fields) {
        return new Schema.Parser()
                .parse("{'type': 'record', 'name': 'Thing', 'fields': [%s]}"
                        .formatted(fields)
                        .replace('\'', '"'));
    }
}
