package dev.tocsin.notifier;

import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Failure;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What was done under one right so far: decides nothing, and is told to those who look back. */
final class Effort {
    private static final int ERROR_TOLD = 500;

    private final Loop loop;
    private final Map<String, String> groupLabels;
    private int attempts;
    private Duration begun = Duration.ZERO;
    private Optional<Failure> failure = Optional.empty();

    Effort(Loop loop, Map<String, String> groupLabels) {
        this.loop = loop;
        this.groupLabels = groupLabels;
    }

    void attempt() {
        if (attempts == 0) {
            begun = loop.monotonic();
        }
        attempts++;
    }

    void failed(News news, String error) {
        var told = error.length() > ERROR_TOLD ? error.substring(0, ERROR_TOLD) + "..." : error;
        failure = Optional.of(new Failure(news.content(), news.reason(), account(), told, loop.now()));
    }

    /** The last failure, if there was one. */
    Optional<Failure> failure() {
        return failure;
    }

    /** Since its first attempt was begun. */
    Duration lasted() {
        return attempts == 0 ? Duration.ZERO : loop.monotonic().minus(begun);
    }

    Account account() {
        return new Account(groupLabels, attempts, lasted());
    }
}
