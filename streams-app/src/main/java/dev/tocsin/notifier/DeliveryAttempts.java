package dev.tocsin.notifier;

import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What was done under one right so far: decides nothing, and is told to those who look back. */
final class DeliveryAttempts {
    private static final int MAX_ERROR_LENGTH = 500;

    private final Loop loop;
    private final Map<String, String> groupLabels;
    private int attempts;
    private Duration startedAt = Duration.ZERO;
    private Optional<DeliveryFailure> failure = Optional.empty();

    DeliveryAttempts(Loop loop, Map<String, String> groupLabels) {
        this.loop = loop;
        this.groupLabels = groupLabels;
    }

    void started() {
        if (attempts == 0) {
            startedAt = loop.monotonic();
        }
        attempts++;
    }

    void failed(PendingUpdate news, String error) {
        var told = error.length() > MAX_ERROR_LENGTH ? error.substring(0, MAX_ERROR_LENGTH) + "..." : error;
        failure = Optional.of(new DeliveryFailure(news.content(), news.reason(), stats(), told, loop.now()));
    }

    /** The last failure, if there was one. */
    Optional<DeliveryFailure> failure() {
        return failure;
    }

    /** Since its first attempt was begun. */
    Duration elapsed() {
        return attempts == 0 ? Duration.ZERO : loop.monotonic().minus(startedAt);
    }

    DeliveryStats stats() {
        return new DeliveryStats(groupLabels, attempts, elapsed());
    }
}
