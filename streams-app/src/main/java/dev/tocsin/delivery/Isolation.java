package dev.tocsin.delivery;

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

    private final Policy policy;
    private final Duration grace;
    private final Duration heartbeat;
    private volatile Duration unseen = Duration.ZERO;

    /** @param heartbeat how often {@link #beat} is called while the instance is awake */
    public Isolation(Policy policy, Duration grace, Duration heartbeat) {
        this.policy = policy;
        this.grace = grace;
        this.heartbeat = heartbeat;
    }

    /** A heartbeat goes out: at most so much time has passed awake since the one before. */
    void beat() {
        unseen = unseen.plus(heartbeat);
    }

    /** An own heartbeat has come back out of the log. */
    void seen() {
        unseen = Duration.ZERO;
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
