package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for processes, which nobody can ask to tell when they are done. */
public final class Eventually {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private Eventually() {}

    /** Asks again and again until the answer is the one; what fails to answer is asked again. */
    public static <T> T until(String what, Callable<T> question, Predicate<T> isIt) {
        return until(what, TIMEOUT, question, isIt);
    }

    public static void until(String what, Duration patience, Callable<Boolean> condition) {
        until(what, patience, condition, Boolean::booleanValue);
    }

    private static <T> T until(String what, Duration patience, Callable<T> question, Predicate<T> isIt) {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            Object last;
            try {
                var answer = question.call();
                if (isIt.test(answer)) {
                    return answer;
                }
                last = answer;
            } catch (Exception notYet) {
                last = notYet;
            }
            assertThat(System.nanoTime()).as("%s; at last: %s", what, last).isLessThan(end);
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    public static void until(String what, Callable<Boolean> condition) {
        until(what, condition, Boolean::booleanValue);
    }

    /** What does not happen can only be watched for a while. */
    public static void staysTrue(Duration span, String what, Callable<Boolean> condition) throws Exception {
        var end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            assertThat(condition.call()).as(what).isTrue();
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
