package dev.tocsin.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogClockTest {
    private static final Instant LOCAL = Instant.parse("2026-01-01T12:00:00Z");

    private Duration passed = Duration.ZERO;
    private final LogClock clock = new LogClock(() -> LOCAL, () -> passed.toNanos());

    @Test
    void localClockIsTheEstimateUntilARecordIsAppended() {
        clock.restored(LOCAL.minusSeconds(3600));
        passed = Duration.ofSeconds(2);
        assertThat(clock.time()).isEqualTo(LOCAL.plusSeconds(2));
        clock.appended(LOCAL.minusSeconds(60));
        assertThat(clock.time()).isEqualTo(LOCAL.minusSeconds(60));
    }

    @Test
    void restoredRecordIsALowerBound() {
        clock.restored(LOCAL.plusSeconds(30));
        assertThat(clock.time()).isEqualTo(LOCAL.plusSeconds(30));
    }

    @Test
    void slightlyLateRecordDoesNotSetTheClockBack() {
        clock.appended(LOCAL);
        passed = Duration.ofSeconds(10);
        clock.appended(LOCAL.plusMillis(9_500));
        assertThat(clock.time()).isEqualTo(LOCAL.plusSeconds(10));
    }

    @Test
    void clockFollowsTheBrokerClockBackAfterAJump() {
        clock.appended(LOCAL.plusSeconds(3600));
        clock.appended(LOCAL.plusSeconds(1));
        assertThat(clock.time()).isEqualTo(LOCAL.plusSeconds(1));
    }
}
