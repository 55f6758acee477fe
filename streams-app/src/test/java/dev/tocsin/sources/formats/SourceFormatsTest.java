package dev.tocsin.sources.formats;

import static dev.tocsin.sources.TestSources.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourceFormatsTest {
    static Stream<String> formats() {
        return SourceFormats.names().stream();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aTombstoneIsIgnored(String format) throws Exception {
        assertThat(SourceFormats.create(format, FormatOptions.DEFAULTS).decode(record((byte[]) null)))
                .isEqualTo(new DecodedRecord.Ignored("a tombstone: it has no value"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anEmptyValueAndALargeOneAreRefused(String format) {
        var decoder = SourceFormats.create(format, FormatOptions.DEFAULTS);
        assertThatThrownBy(() -> decoder.decode(record("")))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("is not of format %s: it is empty".formatted(format));
        assertThatThrownBy(() -> decoder.decode(record(new byte[17 * 1024 * 1024])))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("17825792 bytes, but the maximum is 16777216");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void eachFormatIsDescribed(String format) throws Exception {
        var document = Files.readString(Path.of("../docs/source-formats.md"));
        assertThat(document).contains("`" + format + "`");
        SourceFormats.optionsOf(format).forEach(option -> assertThat(document).contains("`" + option + "`"));
    }

    @Test
    void formatsThatCannotBeReadHaveARemedy() {
        assertThat(SourceFormats.remedyFor("msgpack")).contains("let the producer write json");
        assertThat(SourceFormats.remedyFor("influx")).isEmpty();
        assertThatThrownBy(() -> SourceFormats.create("msgpack", FormatOptions.DEFAULTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 'msgpack' is not one of [adapter-json, influx, ");
    }
}
