package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Polls conditions of other processes. */
public final class Eventually {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private Eventually() {}

    /** Polls until the result satisfies the predicate. Exceptions count as unsatisfied. */
    public static <T> T until(String description, Callable<T> call, Predicate<T> predicate) {
        return until(description, TIMEOUT, call, predicate);
    }

    public static void until(String description, Duration timeout, Callable<Boolean> condition) {
        until(description, timeout, condition, Boolean::booleanValue);
    }

    private static <T> T until(String description, Duration timeout, Callable<T> call, Predicate<T> predicate) {
        var end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Object last;
            try {
                var answer = call.call();
                if (predicate.test(answer)) {
                    return answer;
                }
                last = answer;
            } catch (Exception notYet) {
                last = notYet;
            }
            assertThat(System.nanoTime())
                    .as("%s; last result: %s", description, last)
                    .isLessThan(end);
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    public static void until(String description, Callable<Boolean> condition) {
        until(description, condition, Boolean::booleanValue);
    }

    /** Checks for a while that the condition stays true. */
    public static void staysTrue(Duration span, String description, Callable<Boolean> condition) throws Exception {
        var end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            assertThat(condition.call()).as(description).isTrue();
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
