package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReceiverHealthTest {
    private static final Slot ONE = new Slot("{}:{service=\"db\"}", "team", "webhook", 0);
    private static final Slot ANOTHER_GROUP = new Slot("{}:{service=\"web\"}", "team", "webhook", 0);
    private static final Slot ANOTHER_INTEGRATION = new Slot("{}:{service=\"db\"}", "team", "webhook", 1);

    private final Simulation simulation = new Simulation(1);
    private final Simulation.ProcessLoop loop = simulation.new ProcessLoop();
    private final ReceiverHealth health = new ReceiverHealth(loop);

    @Test
    void slowReceiverIsUnhealthyForAllGroups() {
        var attempt = observed();
        assertUnhealthy(ONE, false);
        simulation.runFor(Duration.ofSeconds(3));
        assertUnhealthy(ONE, true);
        assertUnhealthy(ANOTHER_GROUP, true);
        assertUnhealthy(ANOTHER_INTEGRATION, false);
        attempt.complete(new DeliveryResult.Delivered());
        simulation.runFor(Duration.ZERO);
        assertUnhealthy(ONE, false);
    }

    @Test
    void failedReceiverIsUnhealthyForOneMinute() {
        observed().complete(DeliveryResult.noResponse("refused"));
        simulation.runFor(Duration.ofSeconds(59));
        assertUnhealthy(ONE, true);
        simulation.runFor(Duration.ofSeconds(2));
        assertUnhealthy(ONE, false);
    }

    @Test
    void refusalIsNoHealthProblem() {
        observed().complete(DeliveryResult.noResponse("refused"));
        observed()
                .complete(
                        new DeliveryResult.Permanent(DeliveryResult.Cause.CLIENT_ERROR, "unexpected status code 400"));
        simulation.runFor(Duration.ofSeconds(5));
        assertUnhealthy(ONE, false);
    }

    @Test
    void notificationWithoutRequestDoesNotChangeHealth() {
        observed().complete(DeliveryResult.noResponse("refused"));
        health.observe(ONE, CompletableFuture.completedFuture(new DeliveryResult.Delivered()));
        simulation.runFor(Duration.ofSeconds(1));
        assertUnhealthy(ONE, true);
    }

    private CompletableFuture<DeliveryResult> observed() {
        var attempt = new CompletableFuture<DeliveryResult>();
        health.observe(ONE, attempt);
        return attempt;
    }

    private void assertUnhealthy(Slot slot, boolean expected) {
        assertThat(health.isUnhealthy(slot, loop.monotonic())).isEqualTo(expected);
    }
}
