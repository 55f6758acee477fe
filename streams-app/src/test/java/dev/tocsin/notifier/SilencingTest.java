package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Answer;
import dev.tocsin.notification.silences.Draft;
import dev.tocsin.notification.silences.Limits;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SilencingTest {
    private final World world = new World(1);
    private final SimulatedLog log = new SimulatedLog(world);
    private final World.ProcessLoop loop = world.new ProcessLoop();
    private final SimulatedLog.Replica replica = log.replicaOf(loop);
    private final Silencing silencing =
            new Silencing(loop, replica, Limits.NONE, () -> "11111111-1111-4111-8111-111111111111");

    @Test
    void itIsAnsweredOnceThisInstanceShowsIt() {
        var answer = silencing.set(draft());
        assertThat(answer).isNotDone();
        world.runFor(Duration.ofSeconds(1));
        assertThat(answer).isCompletedWithValueMatching(Answer.Stored.class::isInstance);
        assertThat(silencing.silences().all()).hasSize(1);
    }

    @Test
    void whatMakesNoSenseIsAnsweredWithoutTheLog() {
        log.setReachable(false);
        var answer = silencing.expire("22222222-2222-4222-8222-222222222222");
        world.runFor(Duration.ZERO);
        assertThat(answer).isCompletedWithValueMatching(Answer.NotFound.class::isInstance);
    }

    @Test
    void nothingIsPromisedWhenTheLogCanNotBeReached() {
        log.setReachable(false);
        var answer = silencing.set(draft());
        world.runFor(Duration.ofSeconds(10));
        assertThat(answer).isCompletedExceptionally();
        assertThat(silencing.silences().all()).isEmpty();
    }

    private Draft draft() {
        return new Draft(
                "",
                List.of(new Draft.Condition("alertname", Matcher.Op.EQUAL, "A")),
                world.now(),
                world.now().plus(Duration.ofHours(1)),
                "me",
                "",
                Map.of());
    }
}
