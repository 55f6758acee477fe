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
 * Notifiers of a cluster under all kinds of faults at once. To replay a failure and print its trace, run with
 * {@code -Dsimulation.first=SEED -Dsimulation.seeds=1}.
 */
@Tag("slow")
class ClusterSimulationTest {
    private static final long FIRST = Long.getLong("simulation.first", 0);
    private static final long SEEDS = Long.getLong("simulation.seeds", 20_000);

    @Test
    void invariantsHoldInEverySchedule() {
        var startedAt = System.nanoTime();
        var failing = failing(ClusterSimulation.ProtocolMutation.NONE, FIRST, SEEDS);
        System.out.printf(
                "%d schedules from seed %d in %s%n", SEEDS, FIRST, Duration.ofNanos(System.nanoTime() - startedAt));
        failing.ifPresent(seed -> {
            var simulation = new ClusterSimulation(seed, ClusterSimulation.ProtocolMutation.NONE, true);
            var violation = simulation.run();
            assertThat(violation)
                    .as("seed %d%n%s", seed, String.join("\n", simulation.trace()))
                    .isEmpty();
        });
        assertThat(failing).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void protocolMutationIsDetected(ClusterSimulation.ProtocolMutation mutation) {
        var failing = failing(mutation, 0, 2_000);
        assertThat(failing)
                .as("a seed at which %s violates an invariant", mutation)
                .isPresent();
    }

    private static Optional<Long> failing(ClusterSimulation.ProtocolMutation mutation, long first, long seeds) {
        return LongStream.range(first, first + seeds)
                .parallel()
                .filter(seed ->
                        !new ClusterSimulation(seed, mutation, false).run().isEmpty())
                .boxed()
                .findFirst();
    }
}
