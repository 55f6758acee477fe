package dev.tocsin.notification.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
    private static final Slot SLOT = new Slot("{}:{}", "team", "webhook", 0);

    @Test
    void refusalOfAWrongWriterEndsSoThatItsSlotCanBeDeleted() {
        var never = Instant.parse("9999-12-31T00:00:00Z");
        var believed = released(new Refusal(never, never)).believedAt(T).refusal();
        var latest = T.plus(Limit.REFUSAL_AHEAD.duration());
        assertThat(believed).isEqualTo(new Refusal(latest, latest));
        assertThat(believed.isOverAt(latest.plusMillis(1))).isTrue();
    }

    @Test
    void refusalWithinTheBoundStays() {
        var refusal = new Refusal(T.plus(Duration.ofHours(5)), Instant.EPOCH);
        assertThat(released(refusal).believedAt(T).refusal()).isEqualTo(refusal);
    }

    private static ClaimReleased released(Refusal refusal) {
        return new ClaimReleased(SLOT, "c1", "one", "delivery failed", Optional.empty(), refusal);
    }
}
