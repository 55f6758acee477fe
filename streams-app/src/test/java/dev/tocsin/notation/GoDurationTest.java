package dev.tocsin.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            0,       PT0S
            300ms,   PT0.3S
            1.5h,    PT1H30M
            2h45m,   PT2H45M
            .5s,     PT0.5S
            -10s,    PT-10S
            1us,     PT0.000001S
            """)
    void parses(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1d", "s", "1s x", "x1s", "9999999999h"})
    void rejects(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text)).hasMessage("time: invalid duration " + GoQuote.quote(text));
    }
}
