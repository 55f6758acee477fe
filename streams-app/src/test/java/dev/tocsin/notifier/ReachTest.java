package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Slot ONE = new Slot("{}:{service=\"db\"}", "team", "webhook", 0);
    private static final Slot ANOTHER_GROUP = new Slot("{}:{service=\"web\"}", "team", "webhook", 0);
    private static final Slot ANOTHER_INTEGRATION = new Slot("{}:{service=\"db\"}", "team", "webhook", 1);

    private final World world = new World(1);
    private final World.ProcessLoop loop = world.new ProcessLoop();
    private final Reach reach = new Reach(loop);

    @Test
    void whoeverDoesNotAnswerIsDoubtedWhateverTheGroup() {
        var attempt = watched();
        assertDoubtful(ONE, false);
        world.runFor(Duration.ofSeconds(3));
        assertDoubtful(ONE, true);
        assertDoubtful(ANOTHER_GROUP, true);
        assertDoubtful(ANOTHER_INTEGRATION, false);
        attempt.complete(new Outcome.Delivered());
        world.runFor(Duration.ZERO);
        assertDoubtful(ONE, false);
    }

    @Test
    void aFailureIsDoubtedForAMinute() {
        watched().complete(Outcome.ofNoAnswer("refused"));
        world.runFor(Duration.ofSeconds(59));
        assertDoubtful(ONE, true);
        world.runFor(Duration.ofSeconds(2));
        assertDoubtful(ONE, false);
    }

    @Test
    void whoSaysNoWasReached() {
        watched().complete(Outcome.ofNoAnswer("refused"));
        watched().complete(new Outcome.Permanent(Outcome.Cause.CLIENT_ERROR, "unexpected status code 400"));
        world.runFor(Duration.ofSeconds(5));
        assertDoubtful(ONE, false);
    }

    @Test
    void whatNeededNobodyTellsNothing() {
        watched().complete(Outcome.ofNoAnswer("refused"));
        reach.watch(ONE, CompletableFuture.completedFuture(new Outcome.Delivered()));
        world.runFor(Duration.ofSeconds(1));
        assertDoubtful(ONE, true);
    }

    private CompletableFuture<Outcome> watched() {
        var attempt = new CompletableFuture<Outcome>();
        reach.watch(ONE, attempt);
        return attempt;
    }

    private void assertDoubtful(Slot slot, boolean expected) {
        assertThat(reach.isDoubtful(slot, loop.monotonic())).isEqualTo(expected);
    }
}
