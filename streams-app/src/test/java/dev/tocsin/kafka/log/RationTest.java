package dev.tocsin.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RationTest {
    private long now = Long.MAX_VALUE - 5;
    private final Ration ration = new Ration(2, () -> now);

    @Test
    void aMinuteHasSoManyAndTheNextAsManyAgain() {
        assertThat(ration.grants()).isTrue();
        assertThat(ration.grants()).isTrue();
        assertThat(ration.grants()).isFalse();
        now += TimeUnit.SECONDS.toNanos(59);
        assertThat(ration.grants()).isFalse();
        assertThat(ration.withheld()).isEqualTo(2);

        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(ration.grants()).isTrue();
        assertThat(ration.withheld()).isZero();
        assertThat(ration.grants()).isTrue();
        assertThat(ration.grants()).isFalse();
    }
}
