package dev.tocsin.delivery;

import java.time.Duration;

/**
 * Whether this instance is cut off from the log, and what it does then. It is cut off once it has not seen a heartbeat
 * of its own in the log for longer than the grace. Used on one loop only.
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
    private Duration lastSeen;

    /** @param now a clock that never jumps; being started counts as having been seen */
    public Isolation(Policy policy, Duration grace, Duration now) {
        this.policy = policy;
        this.grace = grace;
        this.lastSeen = now;
    }

    /** An own heartbeat has come back out of the log. */
    void seen(Duration now) {
        lastSeen = now;
    }

    public boolean isCutOff(Duration now) {
        return now.minus(lastSeen).compareTo(grace) > 0;
    }

    /** Whether a notification goes out without a claim. */
    boolean goesAlone(Duration now) {
        return policy == Policy.NOTIFY && isCutOff(now);
    }

    /** For how long the log has been out of sight. */
    public Duration unseenFor(Duration now) {
        return now.minus(lastSeen);
    }
}
