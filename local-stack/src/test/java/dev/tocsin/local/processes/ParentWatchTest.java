package dev.tocsin.local.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ParentWatchTest {
    private final CompletableFuture<Void> alone = new CompletableFuture<>();

    @Test
    void aChildLearnsThatItsParentDied() throws Exception {
        var parent = new ProcessBuilder("cat").start();
        ParentWatch.start(Map.of(ParentWatch.PID_PROPERTY, String.valueOf(parent.pid())), () -> alone.complete(null));
        assertThat(alone).isNotDone();
        parent.destroyForcibly();
        assertThat(alone).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aParentThatHasDiedAlreadyIsNoticedToo() throws Exception {
        var parent = new ProcessBuilder("true").start();
        parent.waitFor();
        ParentWatch.start(Map.of(ParentWatch.PID_PROPERTY, String.valueOf(parent.pid())), () -> alone.complete(null));
        assertThat(alone).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void whoHasNoParentLivesOn() {
        ParentWatch.start(Map.of(), () -> alone.complete(null));
        assertThat(alone).isNotDone();
    }
}
