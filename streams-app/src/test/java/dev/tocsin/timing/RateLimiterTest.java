package dev.tocsin.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private long now = Long.MAX_VALUE - 5;
    private final RateLimiter limiter = new RateLimiter(2, () -> now);

    @Test
    void eachMinuteHasItsPermits() {
        assertThat(limiter.tryAcquire()).isTrue();
        assertThat(limiter.tryAcquire()).isTrue();
        assertThat(limiter.tryAcquire()).isFalse();
        now += TimeUnit.SECONDS.toNanos(59);
        assertThat(limiter.tryAcquire()).isFalse();
        assertThat(limiter.denied()).isEqualTo(2);

        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(limiter.tryAcquire()).isTrue();
        assertThat(limiter.denied()).isZero();
        assertThat(limiter.tryAcquire()).isTrue();
        assertThat(limiter.tryAcquire()).isFalse();
    }
}
