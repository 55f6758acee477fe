package dev.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Closing, parent process, and repeated tasks. */
class ServerLifecycleTest {
    @Test
    void componentsCloseInReverseOrderEvenIfOneFails() {
        var closed = new ArrayList<String>();
        var opened = new CloseStack(Duration.ofSeconds(10));
        opened.add(() -> closed.add("first"));
        opened.add(() -> {
            throw new IllegalStateException("stuck");
        });
        opened.add(() -> closed.add("last"));
        opened.close();
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void closeReturnsAfterItsTimeout() {
        var never = new CountDownLatch(1);
        var opened = new CloseStack(Duration.ofMillis(50));
        opened.add(never::await);
        opened.close();
        never.countDown();
    }

    @Test
    void componentsAddedInParallelCloseAtTheSameTime() {
        var one = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        var opened = new CloseStack(Duration.ofSeconds(10));
        opened.addParallel(
                () -> {
                    one.countDown();
                    other.await();
                },
                () -> {
                    other.countDown();
                    one.await();
                });
        opened.close();
        assertThat(one.getCount() + other.getCount()).isZero();
    }

    @Test
    void taskRunsWhenTheParentProcessEnds() throws Exception {
        var gone = new CountDownLatch(1);
        ServerRunner.onParentExit(Map.of(), gone::countDown);
        var parent = new ProcessBuilder("sleep", "600").start();
        ServerRunner.onParentExit(
                Map.of(ServerRunner.PARENT_PID_PROPERTY, String.valueOf(parent.pid())), gone::countDown);
        assertThat(gone.getCount()).as("no parent is named, or it is running").isEqualTo(1);
        parent.destroyForcibly().waitFor();
        gone.await();
        var alreadyGone = new CountDownLatch(1);
        ServerRunner.onParentExit(
                Map.of(ServerRunner.PARENT_PID_PROPERTY, String.valueOf(parent.pid())), alreadyGone::countDown);
        alreadyGone.await();
    }

    @Test
    void repetitionContinuesAfterAFailure() {
        var world = new Simulation(1);
        var runs = new ArrayList<Duration>();
        Instance.repeat(world.new ProcessLoop(), Duration.ofMinutes(1), () -> {
            runs.add(world.elapsed());
            throw new IllegalStateException("failed");
        });
        for (var run = 1; run <= 3; run++) {
            assertThatThrownBy(() -> world.runFor(Duration.ofMinutes(1))).hasMessage("failed");
        }
        assertThat(runs).isEqualTo(List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3)));
    }
}
