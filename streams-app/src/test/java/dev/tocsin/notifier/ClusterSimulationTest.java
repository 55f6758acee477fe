package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole notifying half under every kind of trouble at once. The seed in a failure replays it: run
 * {@code -Dsimulation.first=SEED -Dsimulation.seeds=1}, and the story is printed.
 */
@Tag("slow")
class ClusterSimulationTest {
    private static final long FIRST = Long.getLong("simulation.first", 0);
    private static final long SEEDS = Long.getLong("simulation.seeds", 20_000);

    @Test
    void thePromisesAreKeptWhateverHappens() {
        var begun = System.nanoTime();
        var failing = failing(ClusterSimulation.ProtocolMutation.NONE, FIRST, SEEDS);
        System.out.printf(
                "%d schedules from seed %d in %s%n", SEEDS, FIRST, Duration.ofNanos(System.nanoTime() - begun));
        failing.ifPresent(seed -> {
            var story = new ClusterSimulation(seed, ClusterSimulation.ProtocolMutation.NONE, true);
            var broken = story.run();
            assertThat(broken)
                    .as("seed %d%n%s", seed, String.join("\n", story.trace()))
                    .isEmpty();
        });
        assertThat(failing).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aBrokenRuleOfTheProtocolIsNoticed(ClusterSimulation.ProtocolMutation breach) {
        var failing = failing(breach, 0, 2_000);
        assertThat(failing).as("a seed at which %s breaks a promise", breach).isPresent();
    }

    private static Optional<Long> failing(ClusterSimulation.ProtocolMutation breach, long first, long seeds) {
        return LongStream.range(first, first + seeds)
                .parallel()
                .filter(seed ->
                        !new ClusterSimulation(seed, breach, false).run().isEmpty())
                .boxed()
                .findFirst();
    }
}
