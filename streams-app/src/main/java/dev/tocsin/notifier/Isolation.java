package dev.tocsin.notifier;

import java.time.Duration;

/**
 * Whether this instance is cut off from the log, and what it does then. It is cut off once it has been awake for
 * longer than the grace without seeing a heartbeat of its own come back out of the log. Time that the process itself
 * was stopped does not count: who has slept is not cut off, only late. Written on one loop, read anywhere.
 */
public final class Isolation {
    /** What an instance does that can not reach the log. */
    public enum Policy {
        /** Notify without claims: rather twice than not at all. */
        NOTIFY,
        /** Notify nobody until the log is back. */
        HOLD
    }

    /**
     * Settings of isolation.
     *
     * @param policy what an isolated instance does
     * @param grace how long the log can be out of reach before the policy applies
     */
    public record Settings(Policy policy, Duration grace) {}

    /** Longer than instances need to find back to the log and to write what they could not. */
    private static final Duration CATCH_UP_TIME = Duration.ofSeconds(3);

    /** Where heartbeats are frequent, one that is late by less means nothing: no claim lapses so soon. */
    private static final Duration MIN_UNSEEN = Duration.ofSeconds(2);

    private static final Duration RECHECK_INTERVAL = Duration.ofMillis(500);

    private final Settings settings;
    private final Duration heartbeat;
    private final Duration catchUpTime;
    private volatile Duration unseenFor = Duration.ZERO;
    private Duration caughtUpAt = Duration.ZERO;

    /** @param heartbeat how often {@link #heartbeatSent} is called while the instance is awake */
    public Isolation(Settings settings, Duration heartbeat) {
        this(settings, heartbeat, CATCH_UP_TIME);
    }

    /** @param catchingUp for how long after the log is back nothing is sent under a claim */
    Isolation(Settings settings, Duration heartbeat, Duration catchingUp) {
        this.settings = settings;
        this.heartbeat = heartbeat;
        this.catchUpTime = catchingUp;
    }

    /** A heartbeat goes out: at most so much time has passed awake since the one before. */
    void heartbeatSent() {
        unseenFor = unseenFor.plus(heartbeat);
    }

    /** An own heartbeat has come back out of the log. @param now by a clock that never jumps */
    void heartbeatSeen(Duration now) {
        if (isLogUnseen()) {
            caughtUpAt = now.plus(catchUpTime);
        }
        unseenFor = Duration.ZERO;
    }

    /** Whether a whole heartbeat, and 2 s at least, have passed in which the one before did not come back. */
    boolean isLogUnseen() {
        return unseenFor.compareTo(heartbeat) > 0 && unseenFor.compareTo(MIN_UNSEEN) > 0;
    }

    /**
     * For how long at least nothing should be sent under a claim, zero or less if something may. While the log is out
     * of sight claims lapse whose notifications were sent; whoever sent them must be able to say so first.
     */
    Duration remainingCatchUp(Duration now) {
        return isLogUnseen() ? RECHECK_INTERVAL : caughtUpAt.minus(now);
    }

    public boolean isCutOff() {
        return unseenFor.compareTo(settings.grace()) > 0;
    }

    /** For how long, awake, the log has been out of sight. */
    public Duration unseenFor() {
        return unseenFor;
    }

    public Policy policy() {
        return settings.policy();
    }

    /** Whether a notification goes out without a claim. */
    boolean sendsWithoutClaim() {
        return settings.policy() == Policy.NOTIFY && isCutOff();
    }
}
