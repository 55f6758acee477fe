package dev.tocsin.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EndOffsetsTest {
    private static final Partition ONE = new Partition("samples", 0);
    private final List<CompletableFuture<Map<Partition, Long>>> requests = new ArrayList<>();
    private final EndOffsets ends = new EndOffsets(
            () -> {
                requests.add(new CompletableFuture<>());
                return requests.get(requests.size() - 1);
            },
            () -> {});

    @Test
    void callersDuringARequestShareTheNextOne() {
        var first = ends.latest();
        var second = ends.latest();
        var third = ends.latest();
        assertThat(requests).hasSize(1);
        requests.get(0).complete(Map.of(ONE, 5L));
        assertThat(first).isCompletedWithValue(Map.of(ONE, 5L));
        assertThat(second).isNotDone();
        assertThat(requests).hasSize(2);
        requests.get(1).complete(Map.of(ONE, 9L));
        assertThat(second).isCompletedWithValue(Map.of(ONE, 9L));
        assertThat(third).isCompletedWithValue(Map.of(ONE, 9L));
        assertThat(requests).hasSize(2);
    }

    @Test
    void callFailsWithTheRequestAndTheNextCallRequestsAgain() {
        var first = ends.latest();
        requests.get(0).completeExceptionally(new IllegalStateException("no broker"));
        assertThat(first).isCompletedExceptionally();
        var second = ends.latest();
        requests.get(1).complete(Map.of(ONE, 1L));
        assertThat(second).isCompletedWithValue(Map.of(ONE, 1L));
    }

    @Test
    void immediateAnswerCompletesTheCall() {
        var quick = new EndOffsets(() -> CompletableFuture.completedFuture(Map.of(ONE, 3L)), () -> {});
        assertThat(quick.latest()).isCompletedWithValue(Map.of(ONE, 3L));
        assertThat(quick.latest()).isCompletedWithValue(Map.of(ONE, 3L));
    }
}
