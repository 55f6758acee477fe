package dev.tocsin.notifier;

import java.time.Duration;

/**
 * Detects outages of the cluster log. The log is unreachable if no heartbeat of this instance came back for longer than
 * the heartbeat interval and than 2 s. The instance is isolated if none came back for longer than
 * {@code isolation.grace}. Time in which the process was paused does not count. Written on one loop, read from any
 * thread.
 */
public final class Isolation {
    /** Setting {@code isolation.policy}: the behaviour of an isolated instance. */
    public enum Policy {
        /** Notify without claims: prefer duplicates to lost notifications. */
        NOTIFY,
        /**
         * Send nothing until the log is back: a flush waits before its claim, because {@link #remainingOutageWait} is
         * positive during the outage.
         */
        HOLD
    }

    /**
     * Settings of isolation.
     *
     * @param policy behaviour of an isolated instance
     * @param grace running time without the log before the policy applies
     */
    public record Settings(Policy policy, Duration grace) {}

    /** Longer than instances need to reconnect and to append the entries of notifications they have sent. */
    private static final Duration WAIT_AFTER_OUTAGE = Duration.ofSeconds(3);

    /** A shorter delay of a heartbeat is no outage, however frequent heartbeats are. */
    private static final Duration MIN_UNSEEN = Duration.ofSeconds(2);

    private static final Duration RECHECK_INTERVAL = Duration.ofMillis(500);

    private final Settings settings;
    private final Duration heartbeat;
    private final Duration waitAfterOutage;
    private volatile Duration unseenFor = Duration.ZERO;
    private Duration waitsUntil = Duration.ZERO;

    /** @param heartbeat the interval at which {@link #addUnseenInterval} is called while the process is running */
    public Isolation(Settings settings, Duration heartbeat) {
        this(settings, heartbeat, WAIT_AFTER_OUTAGE);
    }

    /** @param waitAfterOutage time after an outage in which nothing is claimed or sent under a claim */
    Isolation(Settings settings, Duration heartbeat, Duration waitAfterOutage) {
        this.settings = settings;
        this.heartbeat = heartbeat;
        this.waitAfterOutage = waitAfterOutage;
    }

    /** Adds a heartbeat interval to the unseen time. Called before each heartbeat, so that only running time counts. */
    void addUnseenInterval() {
        unseenFor = unseenFor.plus(heartbeat);
    }

    /**
     * A heartbeat of this instance has come back from the log.
     *
     * @param now monotonic time
     */
    void heartbeatSeen(Duration now) {
        if (isLogUnreachable()) {
            waitsUntil = now.plus(waitAfterOutage);
        }
        unseenFor = Duration.ZERO;
    }

    /** Whether no heartbeat has come back for more than one interval, and for more than 2 s. */
    boolean isLogUnreachable() {
        return unseenFor.compareTo(heartbeat) > 0 && unseenFor.compareTo(MIN_UNSEEN) > 0;
    }

    /**
     * Time for which this instance must not claim, or send under a claim; zero or negative if it may. During an outage
     * claims expire whose notifications were sent. Their senders must be able to append the entries first.
     * (Decision 12.)
     *
     * @param now monotonic time
     */
    Duration remainingOutageWait(Duration now) {
        return isLogUnreachable() ? RECHECK_INTERVAL : waitsUntil.minus(now);
    }

    /** Whether no heartbeat has come back for longer than the grace period. */
    public boolean isIsolated() {
        return unseenFor.compareTo(settings.grace()) > 0;
    }

    /** Running time since a heartbeat came back from the log. */
    public Duration unseenFor() {
        return unseenFor;
    }

    public Policy policy() {
        return settings.policy();
    }

    /** Whether this instance sends without a claim. */
    boolean sendsWithoutClaim() {
        return settings.policy() == Policy.NOTIFY && isIsolated();
    }
}
