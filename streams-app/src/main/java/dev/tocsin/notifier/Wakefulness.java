package dev.tocsin.notifier;

import dev.tocsin.timing.Loop;
import java.time.Duration;

/**
 * Notices that this process stood still. What it knows is out of date then, so it tells nobody anything for a moment,
 * in which it catches up and the others do what is due. Used on one loop only.
 */
final class Wakefulness {
    private static final Duration PULSE = Duration.ofMillis(500);
    private static final Duration SLEEP = Duration.ofSeconds(2);
    private static final Duration DROWSY = Duration.ofSeconds(5);
    /** Who nods off again and again before it has caught up must tell something after so much time in between. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Loop loop;
    private Duration lastPulse;
    private Duration drowsySince;
    private Duration drowsyUntil;

    Wakefulness(Loop loop) {
        this.loop = loop;
        this.lastPulse = loop.monotonic();
        this.drowsySince = lastPulse;
        this.drowsyUntil = lastPulse;
    }

    /** From now on. */
    void watch() {
        lastPulse = loop.monotonic();
        loop.after(PULSE, this::pulse);
    }

    private void pulse() {
        notice();
        loop.after(PULSE, this::pulse);
    }

    /** How long it takes until it knows again what the others know; zero or less if it is awake. */
    Duration drowsyFor() {
        notice();
        return drowsyUntil.minus(loop.monotonic());
    }

    private void notice() {
        var now = loop.monotonic();
        var stoodStill = now.minus(lastPulse);
        if (stoodStill.compareTo(SLEEP) > 0) {
            // Some of the time since the last pulse it was awake; how much, it can not know.
            var asleep = stoodStill.minus(PULSE);
            var wasAwake = lastPulse.compareTo(drowsyUntil.plus(PULSE)) >= 0;
            drowsySince = wasAwake ? now : drowsySince.plus(asleep);
            var caughtUp = now.plus(DROWSY);
            var latest = drowsySince.plus(LONGEST);
            drowsyUntil = caughtUp.compareTo(latest) < 0 ? caughtUp : latest;
        }
        lastPulse = now;
    }
}
