package dev.tocsin.local.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest(name = "{0} failures before, ran for {1}: delay {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0   | PT1S  | PT3S
            1   | PT1S  | PT6S
            2   | PT59S | PT12S
            4   | PT1S  | PT48S
            5   | PT1S  | PT1M
            500 | PT1S  | PT1M
            500 | PT1M  | PT3S
            """)
    void delayGrowsWithConsecutiveFailures(int before, Duration runTime, Duration delay) {
        var deaths = Backoff.DEFAULT.failuresInARow(before, runTime);
        assertThat(Backoff.DEFAULT.delay(deaths)).isEqualTo(delay);
    }
}
