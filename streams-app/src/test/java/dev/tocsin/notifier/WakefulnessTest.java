package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.timing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WakefulnessTest {
    private final World world = new World(1);
    private final World.ProcessLoop loop = world.new ProcessLoop();
    private final Wakefulness wakefulness = new Wakefulness(loop);

    @Test
    void whoStandsStillTwiceIsDrowsyTwice() {
        wakefulness.watch();
        world.runFor(Duration.ofSeconds(10));
        assertThat(wakefulness.drowsyFor()).isLessThanOrEqualTo(Duration.ZERO);
        standStill();
        assertThat(wakefulness.drowsyFor()).isEqualTo(Duration.ofSeconds(5));
        world.runFor(Duration.ofSeconds(6));
        assertThat(wakefulness.drowsyFor()).isLessThanOrEqualTo(Duration.ZERO);
        standStill();
        assertThat(wakefulness.drowsyFor()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aLongStandstillBeforeItHasCaughtUpIsNoTimeInWhichItCaughtUp() {
        wakefulness.watch();
        standStill();
        world.runFor(Duration.ofSeconds(1));
        loop.pause(Duration.ofMinutes(1));
        world.runFor(Duration.ofMinutes(1));
        assertThat(wakefulness.drowsyFor()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whoNodsOffAgainAndAgainIsAwakeInBetween() {
        wakefulness.watch();
        var awake = 0;
        for (var nap = 0; nap < 20; nap++) {
            standStill();
            awake += wakefulness.drowsyFor().compareTo(Duration.ZERO) <= 0 ? 1 : 0;
            world.runFor(Duration.ofSeconds(1));
        }
        assertThat(awake).isPositive();
    }

    private void standStill() {
        loop.pause(Duration.ofSeconds(4));
        world.runFor(Duration.ofSeconds(4));
    }
}
