package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.timing.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseDetectorTest {
    private final Simulation simulation = new Simulation(1);
    private final Simulation.ProcessLoop loop = simulation.new ProcessLoop();
    private final PauseDetector pauseDetector = new PauseDetector(loop);

    @Test
    void whoStandsStillTwiceIsDrowsyTwice() {
        pauseDetector.start();
        simulation.runFor(Duration.ofSeconds(10));
        assertThat(pauseDetector.remainingCatchUp()).isLessThanOrEqualTo(Duration.ZERO);
        standStill();
        assertThat(pauseDetector.remainingCatchUp()).isEqualTo(Duration.ofSeconds(5));
        simulation.runFor(Duration.ofSeconds(6));
        assertThat(pauseDetector.remainingCatchUp()).isLessThanOrEqualTo(Duration.ZERO);
        standStill();
        assertThat(pauseDetector.remainingCatchUp()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aLongStandstillBeforeItHasCaughtUpIsNoTimeInWhichItCaughtUp() {
        pauseDetector.start();
        standStill();
        simulation.runFor(Duration.ofSeconds(1));
        loop.pause(Duration.ofMinutes(1));
        simulation.runFor(Duration.ofMinutes(1));
        assertThat(pauseDetector.remainingCatchUp()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whoNodsOffAgainAndAgainIsAwakeInBetween() {
        pauseDetector.start();
        var awake = 0;
        for (var nap = 0; nap < 20; nap++) {
            standStill();
            awake += pauseDetector.remainingCatchUp().compareTo(Duration.ZERO) <= 0 ? 1 : 0;
            simulation.runFor(Duration.ofSeconds(1));
        }
        assertThat(awake).isPositive();
    }

    private void standStill() {
        loop.pause(Duration.ofSeconds(4));
        simulation.runFor(Duration.ofSeconds(4));
    }
}
