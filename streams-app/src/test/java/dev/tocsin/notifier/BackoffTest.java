package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest(name = "after {0} failures, chance {1}: {2} ms")
    @CsvSource({
        "1, 0.5, 500",
        "1, 0, 250",
        "1, 1, 750",
        "2, 0.5, 750",
        "3, 0.5, 1125",
        "12, 0.5, 43249",
        "13, 0.5, 60000",
        "99, 1, 90000"
    })
    void backoffGrowsWithFailures(int failures, double chance, long millis) {
        assertThat(Backoff.afterFailures(failures, chance)).isEqualTo(Duration.ofMillis(millis));
    }
}
