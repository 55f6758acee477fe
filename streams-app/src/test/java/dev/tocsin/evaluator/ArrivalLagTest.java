package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalLagTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ArrivalLag lag = new ArrivalLag();

    @ParameterizedTest(name = "lags from {0} to {1} ms: about {2} ms")
    @CsvSource({"0, 0, 0", "100, 100, 100", "0, 1000, 900", "400, 500, 490"})
    void nineOfTenRecordsArriveWithinTheEstimate(int least, int most, int estimate) {
        var random = new Random(1);
        for (var i = 0; i < 5_000; i++) {
            lag.observe(Duration.ofMillis(least + random.nextInt(most - least + 1)));
        }
        assertThat(lag.within(Duration.ZERO, LONG).toMillis()).isBetween(estimate - 60L, estimate + 60L);
    }

    @Test
    void estimateStaysWithinTheBounds() {
        assertThat(lag.within(Duration.ofMillis(50), LONG)).isEqualTo(Duration.ofMillis(50));
        for (var i = 0; i < 1_000; i++) {
            lag.observe(Duration.ofSeconds(20));
        }
        assertThat(lag.within(Duration.ZERO, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void samplesThatAreSentAgainAfterAnOutageDoNotCount() {
        for (var i = 0; i < 1_000; i++) {
            lag.observe(Duration.ofMinutes(10));
        }
        assertThat(lag.within(Duration.ZERO, LONG)).isZero();
    }

    @Test
    void samplesFromAClockThatIsAheadDoNotCount() {
        lag.observe(Duration.ofSeconds(-5));
        assertThat(lag.within(Duration.ZERO, LONG)).isZero();
    }
}
