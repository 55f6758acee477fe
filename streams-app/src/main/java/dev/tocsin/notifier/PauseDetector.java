package dev.tocsin.notifier;

import dev.tocsin.timing.Loop;
import java.time.Duration;

/**
 * Detects pauses of this process. After a pause its state is out of date, so it flushes nothing until it has caught up;
 * the other instances send what is due. Used on one loop only.
 */
final class PauseDetector {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
    private static final Duration PAUSE_THRESHOLD = Duration.ofSeconds(2);
    private static final Duration CATCH_UP_TIME = Duration.ofSeconds(5);
    /** Upper bound: with repeated pauses, flushing resumes after 10 s of running time. */
    private static final Duration MAX_CATCH_UP_TIME = Duration.ofSeconds(10);

    private final Loop loop;
    private Duration lastCheck;
    private Duration catchingUpSince;
    private Duration catchingUpUntil;

    PauseDetector(Loop loop) {
        this.loop = loop;
        this.lastCheck = loop.monotonic();
        this.catchingUpSince = lastCheck;
        this.catchingUpUntil = lastCheck;
    }

    void start() {
        lastCheck = loop.monotonic();
        loop.after(CHECK_INTERVAL, this::check);
    }

    private void check() {
        detectPause();
        loop.after(CHECK_INTERVAL, this::check);
    }

    /** Time until this instance has caught up after a pause; zero or negative if it has. */
    Duration remainingCatchUp() {
        detectPause();
        return catchingUpUntil.minus(loop.monotonic());
    }

    private void detectPause() {
        var now = loop.monotonic();
        var sinceLastCheck = now.minus(lastCheck);
        if (sinceLastCheck.compareTo(PAUSE_THRESHOLD) > 0) {
            // The process was running for up to one check interval of this time.
            var paused = sinceLastCheck.minus(CHECK_INTERVAL);
            var hadCaughtUp = lastCheck.compareTo(catchingUpUntil.plus(CHECK_INTERVAL)) >= 0;
            catchingUpSince = hadCaughtUp ? now : catchingUpSince.plus(paused);
            var caughtUp = now.plus(CATCH_UP_TIME);
            var latest = catchingUpSince.plus(MAX_CATCH_UP_TIME);
            catchingUpUntil = caughtUp.compareTo(latest) < 0 ? caughtUp : latest;
        }
        lastCheck = now;
    }
}
