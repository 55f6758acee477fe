package dev.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The small parts of the roof. */
class ServerLifecycleTest {
    @Test
    void whatWasOpenedLastIsClosedFirstAndAFaultKeepsNothingOpen() {
        var closed = new ArrayList<String>();
        var opened = new CloseStack(Duration.ofSeconds(10));
        opened.add(() -> closed.add("ground"));
        opened.add(() -> {
            throw new IllegalStateException("stuck");
        });
        opened.add(() -> closed.add("roof"));
        opened.close();
        assertThat(closed).containsExactly("roof", "ground");
    }

    @Test
    void whatDoesNotCloseIsLeftBehind() {
        var never = new CountDownLatch(1);
        var opened = new CloseStack(Duration.ofMillis(50));
        opened.add(never::await);
        opened.close();
        never.countDown();
    }

    @Test
    void partsThatWaitForEachOtherCloseTogether() {
        var one = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        ParallelClose.of(
                        () -> {
                            one.countDown();
                            other.await();
                        },
                        () -> {
                            other.countDown();
                            one.await();
                        })
                .close();
        assertThat(one.getCount() + other.getCount()).isZero();
    }

    @Test
    void aProcessEndsWithItsParent() throws Exception {
        var gone = new CountDownLatch(1);
        ParentProcess.onExit(Map.of(), gone::countDown);
        var parent = new ProcessBuilder("sleep", "600").start();
        ParentProcess.onExit(Map.of(ParentProcess.PID_PROPERTY, String.valueOf(parent.pid())), gone::countDown);
        assertThat(gone.getCount()).as("none named, and one that lives").isEqualTo(1);
        parent.destroyForcibly().waitFor();
        gone.await();
        var alreadyGone = new CountDownLatch(1);
        ParentProcess.onExit(Map.of(ParentProcess.PID_PROPERTY, String.valueOf(parent.pid())), alreadyGone::countDown);
        alreadyGone.await();
    }

    @Test
    void tidyingGoesOnThoughItFailsNowAndThen() {
        var world = new Simulation(1);
        var store = new SeriesStore(10);
        store.append(Labels.of("__name__", "old"), world.now().toEpochMilli(), 1);
        var tidied = new ArrayList<Duration>();
        new Maintenance(world.new ProcessLoop(), Runnable::run, store, Duration.ofMinutes(2))
                .schedule(Duration.ofMinutes(1), () -> tidied.add(world.elapsed()));
        world.runFor(Duration.ofMinutes(1));
        assertThat(store.seriesCount()).isEqualTo(1);
        world.runFor(Duration.ofMinutes(3));
        assertThat(store.seriesCount()).isZero();
        assertThat(tidied)
                .isEqualTo(List.of(
                        Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3), Duration.ofMinutes(4)));
    }
}
