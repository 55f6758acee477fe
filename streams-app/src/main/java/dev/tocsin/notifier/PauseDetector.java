package dev.tocsin.notifier;

import dev.tocsin.timing.Loop;
import java.time.Duration;

/**
 * Notices that this process stood still. What it knows is out of date then, so it tells nobody anything for a moment,
 * in which it catches up and the others do what is due. Used on one loop only.
 */
final class PauseDetector {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
    private static final Duration PAUSE_THRESHOLD = Duration.ofSeconds(2);
    private static final Duration CATCH_UP_TIME = Duration.ofSeconds(5);
    /** Who nods off again and again before it has caught up must tell something after so much time in between. */
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

    /** From now on. */
    void start() {
        lastCheck = loop.monotonic();
        loop.after(CHECK_INTERVAL, this::check);
    }

    private void check() {
        detectPause();
        loop.after(CHECK_INTERVAL, this::check);
    }

    /** How long it takes until it knows again what the others know; zero or less if it is awake. */
    Duration remainingCatchUp() {
        detectPause();
        return catchingUpUntil.minus(loop.monotonic());
    }

    private void detectPause() {
        var now = loop.monotonic();
        var stoodStill = now.minus(lastCheck);
        if (stoodStill.compareTo(PAUSE_THRESHOLD) > 0) {
            // Some of the time since the last pulse it was awake; how much, it can not know.
            var asleep = stoodStill.minus(CHECK_INTERVAL);
            var wasAwake = lastCheck.compareTo(catchingUpUntil.plus(CHECK_INTERVAL)) >= 0;
            catchingUpSince = wasAwake ? now : catchingUpSince.plus(asleep);
            var caughtUp = now.plus(CATCH_UP_TIME);
            var latest = catchingUpSince.plus(MAX_CATCH_UP_TIME);
            catchingUpUntil = caughtUp.compareTo(latest) < 0 ? caughtUp : latest;
        }
        lastCheck = now;
    }
}
