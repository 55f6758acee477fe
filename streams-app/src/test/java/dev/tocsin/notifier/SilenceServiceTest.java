package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SilenceServiceTest {
    private final Simulation simulation = new Simulation(1);
    private final SimulatedLog log = new SimulatedLog(simulation);
    private final Simulation.ProcessLoop loop = simulation.new ProcessLoop();
    private final SimulatedLog.Replica replica = log.replicaOf(loop);
    private final SilenceService silenceService =
            new SilenceService(loop, replica, SilenceLimits.NONE, () -> "11111111-1111-4111-8111-111111111111");

    @Test
    void completesOnceThisInstanceHasReadTheSilence() {
        var answer = silenceService.set(draft());
        assertThat(answer).isNotDone();
        simulation.runFor(Duration.ofSeconds(1));
        assertThat(answer).isCompletedWithValueMatching(SilenceResult.Stored.class::isInstance);
        assertThat(silenceService.silences().all()).hasSize(1);
    }

    @Test
    void unknownSilenceIsReportedWithoutTheLog() {
        log.setReachable(false);
        var answer = silenceService.expire("22222222-2222-4222-8222-222222222222");
        simulation.runFor(Duration.ZERO);
        assertThat(answer).isCompletedWithValueMatching(SilenceResult.NotFound.class::isInstance);
    }

    @Test
    void failsIfTheLogCannotBeReached() {
        log.setReachable(false);
        var answer = silenceService.set(draft());
        simulation.runFor(Duration.ofSeconds(10));
        assertThat(answer).isCompletedExceptionally();
        assertThat(silenceService.silences().all()).isEmpty();
    }

    private SilenceDraft draft() {
        return new SilenceDraft(
                "",
                List.of(new SilenceDraft.MatcherDraft("alertname", Matcher.Op.EQUAL, "A")),
                simulation.now(),
                simulation.now().plus(Duration.ofHours(1)),
                "me",
                "",
                Map.of());
    }
}
