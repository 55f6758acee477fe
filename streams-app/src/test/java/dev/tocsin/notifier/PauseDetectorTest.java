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
    void eachPauseStartsCatchUp() {
        pauseDetector.start();
        simulation.runFor(Duration.ofSeconds(10));
        assertThat(pauseDetector.remainingCatchUp()).isLessThanOrEqualTo(Duration.ZERO);
        pause();
        assertThat(pauseDetector.remainingCatchUp()).isEqualTo(Duration.ofSeconds(5));
        simulation.runFor(Duration.ofSeconds(6));
        assertThat(pauseDetector.remainingCatchUp()).isLessThanOrEqualTo(Duration.ZERO);
        pause();
        assertThat(pauseDetector.remainingCatchUp()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void pausedTimeDoesNotCountTowardsCatchUp() {
        pauseDetector.start();
        pause();
        simulation.runFor(Duration.ofSeconds(1));
        loop.pause(Duration.ofMinutes(1));
        simulation.runFor(Duration.ofMinutes(1));
        assertThat(pauseDetector.remainingCatchUp()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void repeatedPausesDoNotPreventFlushingForever() {
        pauseDetector.start();
        var caughtUp = 0;
        for (var pause = 0; pause < 20; pause++) {
            pause();
            caughtUp += pauseDetector.remainingCatchUp().compareTo(Duration.ZERO) <= 0 ? 1 : 0;
            simulation.runFor(Duration.ofSeconds(1));
        }
        assertThat(caughtUp).isPositive();
    }

    private void pause() {
        loop.pause(Duration.ofSeconds(4));
        simulation.runFor(Duration.ofSeconds(4));
    }
}
