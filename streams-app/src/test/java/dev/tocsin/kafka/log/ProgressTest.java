package dev.tocsin.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgressTest {
    private static final Partition ONE = new Partition("t", 0);
    private static final Partition OTHER = new Partition("t", 1);

    private final Progress progress = new Progress();

    @Test
    void waitForReachedOffsetsIsDoneAtOnce() {
        assertThat(progress.await(Map.of())).isDone();
        assertThat(progress.await(Map.of(ONE, 0L))).isDone();
    }

    @Test
    void waitForSeveralPartitionsIsDoneWithTheLastOne() {
        var both = progress.await(Map.of(ONE, 2L, OTHER, 3L));
        progress.advance(ONE, 1);
        progress.advance(OTHER, 5);
        assertThat(both).isNotDone();
        progress.advance(ONE, 2);
        assertThat(both).isDone();
    }

    @Test
    void resetReplacesAllPositions() {
        progress.advance(ONE, 9);
        var waiting = progress.await(Map.of(ONE, 10L));
        progress.reset(Map.of());
        assertThat(progress.await(Map.of(ONE, 9L))).isNotDone();
        progress.reset(Map.of(ONE, 10L));
        assertThat(waiting).isDone();
        assertThat(progress.position(ONE)).isEqualTo(10);
    }

    @RepeatedTest(100)
    void waitIsDoneExactlyWhenAllOffsetsAreReached(RepetitionInfo seed) {
        var random = new Random(seed.getCurrentRepetition());
        var read = new HashMap<Partition, Long>();
        var waiters = new HashMap<CompletableFuture<Void>, Map<Partition, Long>>();
        for (var step = 0; step < 200; step++) {
            var partition = new Partition("t", random.nextInt(3));
            if (random.nextInt(3) == 0) {
                var targets = Map.of(partition, random.nextLong(60), new Partition("other", 0), 0L);
                waiters.put(progress.await(targets), targets);
            } else {
                var offset = random.nextLong(60);
                read.merge(partition, offset, Math::max);
                progress.advance(partition, offset);
            }
            waiters.forEach((done, targets) -> assertThat(done.isDone())
                    .as("%s of %s", targets, read)
                    .isEqualTo(targets.entrySet().stream()
                            .allMatch(target -> read.getOrDefault(target.getKey(), 0L) >= target.getValue())));
        }
    }

    @Test
    @Timeout(20)
    void manyWaitersDoNotSlowDownAReplay() {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (var i = 0; i < 20_000; i++) {
            waiting.add(progress.await(Map.of(ONE, 200_000L + i, OTHER, 1L)));
        }
        for (var offset = 1; offset <= 220_000; offset++) {
            progress.advance(ONE, offset);
        }
        progress.advance(OTHER, 1);
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }
}
