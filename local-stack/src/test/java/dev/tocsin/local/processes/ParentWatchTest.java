package dev.tocsin.local.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ParentWatchTest {
    private final CompletableFuture<Void> parentEnded = new CompletableFuture<>();

    @Test
    void endOfParentIsReported() throws Exception {
        var parent = new ProcessBuilder("cat").start();
        ParentWatch.start(
                Map.of(ParentWatch.PID_PROPERTY, String.valueOf(parent.pid())), () -> parentEnded.complete(null));
        assertThat(parentEnded).isNotDone();
        parent.destroyForcibly();
        assertThat(parentEnded).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void parentThatHasEndedAlreadyIsReported() throws Exception {
        var parent = new ProcessBuilder("true").start();
        parent.waitFor();
        ParentWatch.start(
                Map.of(ParentWatch.PID_PROPERTY, String.valueOf(parent.pid())), () -> parentEnded.complete(null));
        assertThat(parentEnded).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void nothingIsReportedWithoutParent() {
        ParentWatch.start(Map.of(), () -> parentEnded.complete(null));
        assertThat(parentEnded).isNotDone();
    }
}
