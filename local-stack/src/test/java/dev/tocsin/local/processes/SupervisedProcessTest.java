package dev.tocsin.local.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses real JVMs that run {@link ChildMain}. */
class SupervisedProcessTest {
    private static final Backoff NO_BACKOFF =
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @TempDir
    private Path dir;

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        timers.shutdownNow();
    }

    @Test
    void endedChildIsRestartedAndReported() throws Exception {
        var child = child("die");
        child.start();
        assertThat(next()).matches("mortal \\(pid \\d+\\) exited with status 3; restart in 0 s .*mortal.log\\)");
        assertThat(next()).matches("mortal was restarted: pid \\d+");
        child.requestStop();
        assertThat(child.awaitExit(Duration.ofSeconds(10))).isTrue();
        assertThat(Files.readString(dir.resolve("mortal.log"))).contains("dying");
    }

    @Test
    void stoppedChildIsNotRestarted() throws Exception {
        var child = child("live");
        child.start();
        var killed = ProcessHandle.of(child.pid()).orElseThrow();
        child.requestStop();
        assertThat(child.awaitExit(Duration.ofSeconds(10))).isTrue();
        child.start();
        assertThat(killed.isAlive()).isFalse();
        assertThat(child.isAlive()).isFalse();
        assertThat(output).isEmpty();
    }

    @Test
    void childThatDoesNotStopInTimeIsKilled() throws Exception {
        var child = child("cling");
        child.start();
        awaitPrinted("clinging");
        child.requestStop();
        assertThat(child.awaitExit(Duration.ofMillis(300))).isFalse();
        assertThat(child.isAlive()).isFalse();
        assertThat(next()).isEqualTo("mortal did not stop within 0 s and was killed");
    }

    private SupervisedProcess child(String behaviour) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classPath = System.getProperty("java.class.path");
        var arguments = List.of(
                "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath, ChildMain.class.getName(), behaviour);
        var spec = new ProcessSpec("mortal", java, arguments, dir.resolve("mortal.log"));
        return new SupervisedProcess(spec, NO_BACKOFF, CLOCK, timers, output::add);
    }

    private String next() throws InterruptedException {
        return output.poll(10, TimeUnit.SECONDS);
    }

    private void awaitPrinted(String line) throws Exception {
        var reading = timers.scheduleWithFixedDelay(
                () -> {
                    if (printed().contains(line)) {
                        output.add(line);
                        throw new IllegalStateException("enough");
                    }
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
        assertThat(next()).isEqualTo(line);
        reading.cancel(false);
    }

    private String printed() {
        try {
            return Files.readString(dir.resolve("mortal.log"));
        } catch (IOException e) {
            return "";
        }
    }
}
