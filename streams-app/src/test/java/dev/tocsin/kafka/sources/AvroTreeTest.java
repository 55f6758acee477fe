package dev.tocsin.kafka.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.kafka.codec.WriterSchema;
import dev.tocsin.sources.RecordTree;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.TreeReader;
import dev.tocsin.sources.UndecodableRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** Reads records that Avro's own library writes. */
class AvroTreeTest {
    private static final String SCHEMA_TEXT = """
            {"type":"record","name":"Order","fields":[
              {"name":"id","type":"string"},
              {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"note","type":["null","string"]},
              {"name":"state","type":{"type":"enum","name":"State","symbols":["OPEN","PAID"]}},
              {"name":"weights","type":{"type":"array","items":"float"}},
              {"name":"tags","type":{"type":"map","values":"double"}},
              {"name":"vip","type":"boolean"},
              {"name":"count","type":"int"},
              {"name":"hash","type":{"type":"fixed","name":"Hash","size":4}},
              {"name":"nothing","type":"null"}]}""";
    private static final UUID GUID = new UUID(0x1234, 0x5678);
    private static final Schema SCHEMA = new Schema.Parser().parse(SCHEMA_TEXT);

    private static GenericRecord order() {
        var order = new GenericData.Record(SCHEMA);
        order.put("id", "A1");
        order.put(
                "amount",
                new Conversions.DecimalConversion()
                        .toBytes(
                                new BigDecimal("-12.50"),
                                SCHEMA.getField("amount").schema(),
                                SCHEMA.getField("amount").schema().getLogicalType()));
        order.put("at", 1_700_000_000_000L);
        order.put("note", null);
        order.put("state", new GenericData.EnumSymbol(SCHEMA.getField("state").schema(), "PAID"));
        order.put("weights", List.of(1.5f, 2.5f));
        order.put("tags", Map.of("a", 0.25));
        order.put("vip", true);
        order.put("count", -7);
        order.put("hash", new GenericData.Fixed(SCHEMA.getField("hash").schema(), new byte[] {1, 2, 3, 4}));
        return order;
    }

    private static byte[] bytes() {
        var out = new ByteArrayOutputStream();
        try {
            var encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(order(), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static byte[] framed(int id) {
        var record = bytes();
        return ByteBuffer.allocate(record.length + 5)
                .put((byte) 0)
                .putInt(id)
                .put(record)
                .array();
    }

    private static String read(TreeReader reader, byte[] value) throws UndecodableRecordException {
        var tree = reader.read(new SourceRecord("t", 0, 0, 0, null, value, List.of()));
        return ((RecordTree.Fields) tree).root().toString();
    }

    private static final String EXPECTED =
            "{\"id\":\"A1\",\"amount\":-12.50,\"at\":1700000000000,\"note\":null,\"state\":\"PAID\",\"weights\":[1.5,2.5],"
                    + "\"tags\":{\"a\":0.25},\"vip\":true,\"count\":-7,\"hash\":\"AQIDBA==\",\"nothing\":null}";

    private static final TreeReader BARE = AvroTree.of(Optional.of(SCHEMA_TEXT), RegistrySchemas.NONE);
    private static final TreeReader REGISTRY = AvroTree.of(Optional.empty(), new RegistrySchemas() {
        @Override
        public Optional<WriterSchema> byId(int id) {
            return Optional.of(WriterSchema.of(SCHEMA)).filter(schema -> id == 9);
        }

        @Override
        public Optional<WriterSchema> byGuid(String guid) {
            return Optional.of(WriterSchema.of(SCHEMA)).filter(schema -> guid.equals(GUID.toString()));
        }
    });

    @Test
    void readsAllThreeEncodings() throws Exception {
        var single = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), SCHEMA).encode(order());
        assertThat(read(BARE, bytes())).isEqualTo(EXPECTED);
        assertThat(read(BARE, Arrays.copyOf(single.array(), single.limit()))).isEqualTo(EXPECTED);
        assertThat(read(REGISTRY, framed(9))).isEqualTo(EXPECTED);
        var guid = ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(GUID.getMostSignificantBits())
                .putLong(GUID.getLeastSignificantBits())
                .array();
        var header = List.of(new SourceHeader("__value_schema_id", guid));
        assertThat(REGISTRY.read(new SourceRecord("t", 0, 0, 0, null, bytes(), header)))
                .extracting(tree -> ((RecordTree.Fields) tree).root().toString())
                .isEqualTo(EXPECTED);
        assertThat(BARE.read(new SourceRecord("t", 0, 0, 0, null, null, List.of())))
                .isEqualTo(new RecordTree.Ignored("tombstone"));
    }

    @Test
    void saysWhyARecordCannotBeRead() {
        assertThatThrownBy(() -> read(REGISTRY, framed(8)))
                .hasMessageContaining("has no Avro schema of the value (CONFLUENT, schema 8)");
        assertThatThrownBy(() -> read(REGISTRY, bytes()))
                .hasMessageContaining("write the schema of the records as 'schema'");
        assertThatThrownBy(() -> read(BARE, new byte[] {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9}))
                .hasMessageContaining("of another schema");
        assertThatThrownBy(() -> AvroTree.of(Optional.of("{}"), RegistrySchemas.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an Avro schema");
    }

    @Test
    void damagedRecordsAreUndecodableAndNothingElse() {
        var seed = 7;
        var random = new Random(seed);
        var good = bytes();
        for (var length = 0; length < good.length; length++) {
            var cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> read(BARE, cut)).isInstanceOf(UndecodableRecordException.class);
        }
        for (var i = 0; i < 50_000; i++) {
            var bytes = good.clone();
            for (var changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                read(BARE, bytes);
            } catch (UndecodableRecordException expected) {
                assertThat(expected).as("seed %d, round %d", seed, i).hasMessageContaining("damaged");
            }
        }
    }

    @Test
    void aPromiseOfManyItemsAllocatesNothing() {
        var items = AvroTree.of(Optional.of("{\"type\":\"array\",\"items\":\"null\"}"), RegistrySchemas.NONE);
        var promise = new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x3f, 0};
        assertThatThrownBy(() -> read(items, promise)).isInstanceOf(UndecodableRecordException.class);
        var recursive = AvroTree.of(
                Optional.of(
                        "{\"type\":\"record\",\"name\":\"N\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"N\"]}]}"),
                RegistrySchemas.NONE);
        var deep = new byte[100_000];
        Arrays.fill(deep, (byte) 2);
        assertThatThrownBy(() -> read(recursive, deep)).isInstanceOf(UndecodableRecordException.class);
    }
}
