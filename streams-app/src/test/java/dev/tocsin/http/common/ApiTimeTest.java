package dev.tocsin.http.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTimeTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.6Z, 2026-01-02T03:04:05.600Z",
        "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456789Z",
        "2026-12-31T23:59:59.999Z, 2026-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z, 2026-02-28T00:00:00Z",
        "2026-01-02t03:04:05z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z",
        "2026-01-02 03:04, 2026-01-02T03:04:00Z",
        "2026-01-02, 2026-01-02T00:00:00Z"
    })
    void acceptedForms(String text, Instant time) {
        assertThat(ApiTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-13-02T03:04:05Z",
                "2026-01-02T24:04:05Z",
                "2026-01-02T03:60:05Z",
                "2026-01-0aT03:04:05Z",
                "2026-01-02T03:04:05.1234567890Z",
                "soon"
            })
    void otherFormsAreErrors(String text) {
        assertThatThrownBy(() -> ApiTime.parse(text)).hasMessageContaining(text);
    }

    @Test
    void timesAreWrittenWithMilliseconds() {
        assertThat(ApiTime.millis(Instant.parse("2026-01-02T03:04:05.006999Z"))).isEqualTo("2026-01-02T03:04:05.006Z");
        assertThat(ApiTime.millis(Instant.parse("+12026-11-12T13:14:15Z"))).isEqualTo("+12026-11-12T13:14:15.000Z");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++) {
            var time = Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L));
            assertThat(ApiTime.parse(ApiTime.millis(time))).isEqualTo(time);
            assertThat(ApiTime.millis(time)).startsWith(time.toString().substring(0, 19));
        }
    }
}
