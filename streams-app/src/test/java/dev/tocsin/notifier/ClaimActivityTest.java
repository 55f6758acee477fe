package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.ClaimHolder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClaimActivityTest {
    private static final Duration HEAD_START = Duration.ofMillis(250);

    private final ClaimActivity activity = new ClaimActivity();

    @Test
    void anInstanceWhoseClaimWasJustReadIsBusy() {
        activity.read(new ClaimHolder("c1", "tocsin-1", Instant.EPOCH, Duration.ofSeconds(10)), at(100));
        activity.read(ClaimHolder.NONE, at(200));
        assertThat(activity.isBusy("tocsin-1", at(349), HEAD_START)).isTrue();
        assertThat(activity.isBusy("tocsin-1", at(350), HEAD_START)).isFalse();
        assertThat(activity.isBusy("tocsin-2", at(101), HEAD_START)).isFalse();
    }

    @Test
    void theLogIsBusyWhileTheOldestClaimOfThisInstanceIsOnItsWayForLong() {
        activity.appended("c1", at(0));
        activity.appended("c2", at(200));
        assertThat(activity.isBusy("tocsin-1", at(250), HEAD_START)).isFalse();
        assertThat(activity.isBusy("tocsin-1", at(251), HEAD_START)).isTrue();
        activity.ended("c1");
        assertThat(activity.isBusy("tocsin-1", at(251), HEAD_START)).isFalse();
        assertThat(activity.isBusy("tocsin-1", at(451), HEAD_START)).isTrue();
        activity.ended("c2");
        assertThat(activity.isBusy("tocsin-1", at(1000), HEAD_START)).isFalse();
    }

    private static Duration at(int millis) {
        return Duration.ofMillis(millis);
    }
}
