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

    /** Longer than instances need to find back to the log and to write what they could not. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(3);

    /** Where heartbeats are frequent, one that is late by less means nothing: no claim lapses so soon. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Policy policy;
    private final Duration grace;
    private final Duration heartbeat;
    private final Duration catchingUp;
    private volatile Duration unseen = Duration.ZERO;
    private Duration settledAt = Duration.ZERO;

    /** @param heartbeat how often {@link #beat} is called while the instance is awake */
    public Isolation(Policy policy, Duration grace, Duration heartbeat) {
        this(policy, grace, heartbeat, CATCHING_UP);
    }

    /** @param catchingUp for how long after the log is back nothing is sent under a claim */
    Isolation(Policy policy, Duration grace, Duration heartbeat, Duration catchingUp) {
        this.policy = policy;
        this.grace = grace;
        this.heartbeat = heartbeat;
        this.catchingUp = catchingUp;
    }

    /** A heartbeat goes out: at most so much time has passed awake since the one before. */
    void beat() {
        unseen = unseen.plus(heartbeat);
    }

    /** An own heartbeat has come back out of the log. @param now by a clock that never jumps */
    void seen(Duration now) {
        if (isOutOfSight()) {
            settledAt = now.plus(catchingUp);
        }
        unseen = Duration.ZERO;
    }

    /** Whether a whole heartbeat, and 2 s at least, have passed in which the one before did not come back. */
    boolean isOutOfSight() {
        return unseen.compareTo(heartbeat) > 0 && unseen.compareTo(LATE) > 0;
    }

    /**
     * For how long at least nothing should be sent under a claim, zero or less if something may. While the log is out
     * of sight claims lapse whose notifications were sent; whoever sent them must be able to say so first.
     */
    Duration unsettledFor(Duration now) {
        return isOutOfSight() ? LOOK_AGAIN : settledAt.minus(now);
    }

    public boolean isCutOff() {
        return unseen.compareTo(grace) > 0;
    }

    /** For how long, awake, the log has been out of sight. */
    public Duration unseenFor() {
        return unseen;
    }

    public Policy policy() {
        return policy;
    }

    /** Whether a notification goes out without a claim. */
    boolean goesAlone() {
        return policy == Policy.NOTIFY && isCutOff();
    }
}
