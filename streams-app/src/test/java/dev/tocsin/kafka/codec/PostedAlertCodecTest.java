package dev.tocsin.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.labels.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of posted alerts: times with nanoseconds, and records for older instances. */
class PostedAlertCodecTest {
    private static final Instant T = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final Labels API = Labels.of("alertname", "Slow", "job", "api");

    private static Alert alert(Instant end) {
        return new Alert(API, Map.of("summary", ""), T, end, "http://x/graph", T.plusMillis(1));
    }

    private static Alert startingAt(Instant start) {
        return new Alert(API, Map.of(), start, Alert.NO_END, "", T.plusMillis(1));
    }

    @Test
    void alertIsWrittenForOlderInstancesUnlessItsTimesHaveNanoseconds() {
        var versions = Codecs.ALERT.written();
        assertThat(versions).hasSize(2);

        assertThat(writtenWith(new PostedAlert(startingAt(T), false))).isEqualTo(versions.get(0));
        assertThat(writtenWith(new PostedAlert(startingAt(T.plusNanos(1)), false)))
                .isEqualTo(versions.get(1));
        assertThat(writtenWith(new PostedAlert(alert(T.plusNanos(1_000_001)), false)))
                .isEqualTo(versions.get(1));
    }

    private static Schema writtenWith(PostedAlert posted) {
        var bytes = Codecs.ALERT.encode(posted);
        return Codecs.ALERT.written().stream()
                .filter(schema -> Transcoder.isWrittenWith(WriterSchema.of(schema), bytes))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void jsonAlertKeepsItsNanoseconds() {
        var json = """
                {"labels": {"alertname": "a"}, "startsAt": "2026-01-31T12:00:00.123456789Z",
                 "endsAt": 1769860860000, "endsAtNanos": 5}""";

        var read = Codecs.ALERT
                .decode(json.getBytes(StandardCharsets.UTF_8))
                .orThrow()
                .alert();

        assertThat(read.startsAt()).isEqualTo("2026-01-31T12:00:00.123456789Z");
        assertThat(read.endsAt()).isEqualTo("2026-01-31T12:01:00.000000005Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void nanosecondsOfAMillisecondOrMoreAreInvalid(int nanos) {
        var json = "{\"labels\": {\"alertname\": \"a\"}, \"startsAt\": 1769860800000, \"startsAtNanos\": %d}"
                .formatted(nanos);

        assertThat(Codecs.ALERT.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class,
                        invalid -> assertThat(invalid.reason())
                                .contains(nanos + " are not the nanoseconds of a part of a millisecond"));
    }
}
