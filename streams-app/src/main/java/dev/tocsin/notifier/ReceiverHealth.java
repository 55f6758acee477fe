package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Integrations that this instance has recently failed to reach. There it gives the other instances a head start:
 * otherwise each of its groups would be delayed by failed attempts. Used on one loop only.
 */
final class ReceiverHealth {
    /** A request without an answer for this long counts as a failure until it is answered. */
    private static final Duration SLOW_THRESHOLD = Duration.ofSeconds(2);

    private static final Duration UNHEALTHY_TIME = Duration.ofMinutes(1);

    private final Loop loop;
    private final Map<IntegrationKey, Duration> unhealthyUntil = new HashMap<>();

    /** A slot without its group. */
    private record IntegrationKey(String receiver, String integration, int index) {
        static IntegrationKey of(Slot slot) {
            return new IntegrationKey(slot.receiver(), slot.integration(), slot.index());
        }
    }

    ReceiverHealth(Loop loop) {
        this.loop = loop;
    }

    /** Records the outcome of an attempt. */
    void observe(Slot slot, CompletableFuture<DeliveryResult> attempt) {
        if (attempt.isDone()) {
            return; // No request was sent.
        }
        var slow = loop.after(SLOW_THRESHOLD, () -> markUnhealthy(slot));
        loop.whenDone(attempt, (outcome, error) -> {
            slow.cancel();
            if (error != null || outcome instanceof DeliveryResult.Retryable) {
                markUnhealthy(slot);
            } else {
                unhealthyUntil.remove(IntegrationKey.of(slot));
            }
        });
    }

    boolean isUnhealthy(Slot slot, Duration now) {
        return unhealthyUntil.getOrDefault(IntegrationKey.of(slot), now).compareTo(now) > 0;
    }

    private void markUnhealthy(Slot slot) {
        unhealthyUntil.put(IntegrationKey.of(slot), loop.monotonic().plus(UNHEALTHY_TIME));
    }
}
