package dev.tocsin.sources.formats;

import static dev.tocsin.sources.TestSources.header;
import static dev.tocsin.sources.TestSources.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.formats.RecordFraming.Kind;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFramingTest {
    private static final String GUID = "0102030405060708090a0b0c0d0e0f10";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "00000000117b7d, 'CONFLUENT, schema 17', 7b7d",
        "00ffffffff7b, 'CONFLUENT, schema 4294967295', 7b",
        "0000000000000000117b7d, 'APICURIO, schema 17', 7b7d",
        "01" + GUID + "7b, 'CONFLUENT_GUID, schema 01020304-0506-0708-090a-0b0c0d0e0f10', 7b",
        "c30101020304050607087b, 'AVRO_SINGLE_OBJECT, fingerprint 0807060504030201', 7b",
        "7b7d, none, 7b7d",
        "00, none, 00",
        "'', none, ''",
        "c301, none, c301"
    })
    void theHeaderInFrontOfAValueIsRecognised(String hex, String expected, String content) throws Exception {
        var value = HexFormat.of().parseHex(hex);
        var framing = RecordFraming.of(record(value));
        assertThat(framing).hasToString(expected);
        assertThat(framing.content(value)).isEqualTo(HexFormat.of().parseHex(content));
    }

    @Test
    void theSchemaCanBeInTheHeadersOfTheRecord() throws Exception {
        var value = new byte[] {'{', '}'};
        var guid = new SourceHeader("__value_schema_id", HexFormat.of().parseHex("01" + GUID));
        assertThat(RecordFraming.of(record(value, guid)))
                .isEqualTo(new RecordFraming(Kind.CONFLUENT_GUID, 0, "01020304-0506-0708-090a-0b0c0d0e0f10", 0));
        var globalId = new SourceHeader("apicurio.value.globalId", new byte[] {0, 0, 0, 0, 0, 0, 0, 9});
        assertThat(RecordFraming.of(record(value, globalId))).isEqualTo(new RecordFraming(Kind.APICURIO, 9, "", 0));
        assertThat(RecordFraming.of(record(value, globalId)).content(value)).isEqualTo(value);
    }

    @Test
    void registriesThatCannotBeReadAreNamed() {
        var glue = new byte[20];
        glue[0] = 3;
        assertThatThrownBy(() -> RecordFraming.of(record(glue)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("AWS Glue");
        assertThatThrownBy(() -> RecordFraming.of(record("x", header("content-type", "avro/binary+0123"))))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("Azure");
    }

    @Test
    void wrongHeadersAreNoFraming() throws Exception {
        assertThat(RecordFraming.of(record("x", new SourceHeader("__value_schema_id", new byte[] {1, 2})))
                        .kind())
                .isEqualTo(Kind.NONE);
        assertThat(RecordFraming.of(record("x", new SourceHeader("apicurio.value.globalId", null)))
                        .kind())
                .isEqualTo(Kind.NONE);
        assertThat(RecordFraming.of(record("x", new SourceHeader("__value_schema_id", null)))
                        .kind())
                .isEqualTo(Kind.NONE);
    }
}
