package dev.tocsin.sources.formats;

import static dev.tocsin.sources.Messages.bytes;
import static dev.tocsin.sources.Messages.concat;
import static dev.tocsin.sources.Messages.decimal;
import static dev.tocsin.sources.Messages.number;
import static dev.tocsin.sources.Messages.packed;
import static dev.tocsin.sources.Messages.signed;
import static dev.tocsin.sources.TestSources.TIME;
import static dev.tocsin.sources.TestSources.header;
import static dev.tocsin.sources.TestSources.lines;
import static dev.tocsin.sources.TestSources.record;
import static dev.tocsin.sources.TestSources.text;
import static dev.tocsin.sources.TestSources.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.Messages;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.otlp.OtlpOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class RemoteWriteFormatTest {
    private static final String AT = " @" + TIME;

    @Test
    void aRequestOfVersion1CanBeCompressedOrNot() throws Exception {
        var request = concat(
                series(label("job", "a"), label("__name__", "up"), sample(1), sample(StaleMarker.VALUE)),
                bytes(3, concat(number(1, 2), Messages.text(2, "up"))));
        var expected = lines("up{job=\"a\"} 1" + AT, "up{job=\"a\"} stale" + AT);
        assertThat(text(decode(Snappy.compress(request)))).isEqualTo(expected);
        assertThat(text(decode(request))).isEqualTo(expected);
    }

    @Test
    void aRequestOfVersion2IsRecognised() throws Exception {
        var request = concat(
                bytes(
                        5,
                        concat(
                                packed(1, 1, 2, 3, 4),
                                bytes(2, concat(decimal(1, 5), number(2, TIME), number(3, TIME - 9))))),
                Messages.text(4, ""),
                Messages.text(4, "__name__"),
                Messages.text(4, "up"),
                Messages.text(4, "job"),
                Messages.text(4, "a"));
        assertThat(text(decode(Snappy.compress(request)))).isEqualTo("up{job=\"a\"} 5" + AT + " start " + (TIME - 9));
        assertThat(text(decode(
                        request,
                        header("Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request"))))
                .contains("up{job=\"a\"} 5");
    }

    /** Prometheus 3.5.3 sent its own metrics in both versions at the same time; native histograms among them. */
    @Test
    void bothVersionsOfARealRequestHaveTheSameSamples() throws Exception {
        var version1 = text(decode(recorded("prometheus-remote-write-1.snappy")));
        var version2 = text(decode(recorded("prometheus-remote-write-2.snappy")));
        assertThat(version2.replaceAll(" start [0-9]+", "")).isEqualTo(version1.replaceAll(" start [0-9]+", ""));
        assertThat(version1)
                .contains("a:b{name=\"größe\"} 7 @", "up{instance=\"127.0.0.1:19192\", job=\"prometheus\"} 1 @")
                .contains("histogram{schema 3, ");
    }

    private static byte[] recorded(String file) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/sources", file));
    }

    @Test
    void nativeHistogramsAreRead() throws Exception {
        var histogram = bytes(
                4,
                concat(
                        number(1, 3),
                        decimal(3, 7),
                        signed(4, 1),
                        bytes(11, concat(signed(1, 0), number(2, 2))),
                        bytes(12, new byte[] {2, 2}),
                        number(15, TIME)));
        assertThat(text(decode(series(label("__name__", "h"), histogram))))
                .isEqualTo("h{} histogram{schema 1, zero 0, count 3, sum 7, +[0, 1][1.0, 2.0], -[][], UNKNOWN}" + AT);
    }

    @Test
    void aWrongSeriesLeavesTheOthers() throws Exception {
        var decoded = decode(concat(
                series(label("__name__", "good"), sample(1)),
                series(label("__name__", "twice"), label("a", "1"), label("a", "2"), sample(1)),
                series(label("a", "no name"), sample(1)),
                series(label("__name__", "empty"), label("", "x"), sample(1)),
                series(label("__name__", "spans"), bytes(4, bytes(11, number(2, 1L << 40))))));
        assertThat(text(decoded)).isEqualTo("good{} 1" + AT);
        assertThat(warnings(decoded))
                .containsExactly(
                        "series 'twice' is left out: label 'a' occurs twice",
                        "series '' is left out: it has no metric name (label __name__)",
                        "series 'empty' is left out: a label has no name",
                        "series 'spans' is left out: a histogram is not valid: spans of 2147483647 buckets with 0 counts");
    }

    @Test
    void otherCompressionsAreRefusedByName() {
        assertThatThrownBy(() -> decode(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1, 2, 3}))
                .hasMessageContaining("zstd");
        assertThatThrownBy(() -> decode(new byte[] {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y', 1}))
                .hasMessageContaining("framing format");
    }

    @Test
    void aRequestThatIsLargeDecompressedIsRefused() throws Exception {
        var bomb = Snappy.compress(new byte[64 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(16 * 1024 * 1024);
        assertThatThrownBy(() -> decode(bomb)).hasMessageContaining("it has more than 32 MiB decompressed");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void recordsOfMimirHaveTheirTenantAsLabel(int version) throws Exception {
        var request = series(label("__name__", "up"), sample(1), number(6, TIME - 7));
        var headers = version < 0
                ? List.<SourceHeader>of()
                : List.of(new SourceHeader("Version", new byte[] {0, 0, 0, (byte) version}));
        var record = new SourceRecord("t", 0, 0, TIME, "team-a".getBytes(StandardCharsets.UTF_8), request, headers);
        assertThat(text(SourceFormats.create("mimir", FormatOptions.DEFAULTS).decode(record)))
                .isEqualTo("up{tenant=\"team-a\"} 1" + AT + " start " + (TIME - 7));
        var options = new FormatOptions(true, OtlpOptions.DEFAULTS, false, Optional.empty(), "");
        assertThat(text(SourceFormats.create("mimir", options).decode(record))).startsWith("up{} 1");
    }

    @Test
    void version2OfMimirsRecordsIsRefusedByName() {
        var format = SourceFormats.create("mimir", FormatOptions.DEFAULTS);
        assertThatThrownBy(() -> format.decode(record("x", new SourceHeader("Version", new byte[] {0, 0, 0, 2}))))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("it has record version 2")
                .hasMessageContaining("producer-record-version=1");
        assertThatThrownBy(() -> format.decode(record("x", new SourceHeader("Version", null))))
                .hasMessageContaining("its header 'Version' must have 4 bytes");
    }

    private static DecodedRecord decode(byte[] value, SourceHeader... headers) throws UndecodableRecordException {
        return SourceFormats.create("remote-write", FormatOptions.DEFAULTS).decode(record(value, headers));
    }

    private static byte[] series(byte[]... parts) {
        return bytes(1, concat(parts));
    }

    private static byte[] label(String name, String value) {
        return bytes(1, concat(Messages.text(1, name), Messages.text(2, value)));
    }

    private static byte[] sample(double value) {
        return bytes(2, concat(decimal(1, value), number(2, TIME)));
    }
}
