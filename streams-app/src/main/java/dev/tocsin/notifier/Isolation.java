package dev.tocsin.notifier;

import java.time.Duration;

/**
 * Detects that this instance is cut off from the log: it has been running for longer than the grace period since one of
 * its heartbeats came back from the log. Time in which the process was paused does not count. Written on one loop, read
 * from any thread.
 */
public final class Isolation {
    /** Behaviour of an instance that cannot reach the log. */
    public enum Policy {
        /** Notify without claims: prefer duplicates to lost notifications. */
        NOTIFY,
        /** Send nothing until the log is back. */
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
    private static final Duration CATCH_UP_TIME = Duration.ofSeconds(3);

    /** With frequent heartbeats, a shorter delay of one is no outage: no claim lapses that soon. */
    private static final Duration MIN_UNSEEN = Duration.ofSeconds(2);

    private static final Duration RECHECK_INTERVAL = Duration.ofMillis(500);

    private final Settings settings;
    private final Duration heartbeat;
    private final Duration catchUpTime;
    private volatile Duration unseenFor = Duration.ZERO;
    private Duration caughtUpAt = Duration.ZERO;

    /** @param heartbeat the interval of {@link #heartbeatSent} while the process is running */
    public Isolation(Settings settings, Duration heartbeat) {
        this(settings, heartbeat, CATCH_UP_TIME);
    }

    /** @param catchUpTime time after an outage in which nothing is claimed or sent under a claim */
    Isolation(Settings settings, Duration heartbeat, Duration catchUpTime) {
        this.settings = settings;
        this.heartbeat = heartbeat;
        this.catchUpTime = catchUpTime;
    }

    /** Counts one heartbeat interval of running time. */
    void heartbeatSent() {
        unseenFor = unseenFor.plus(heartbeat);
    }

    /**
     * A heartbeat of this instance has come back from the log.
     *
     * @param now monotonic time
     */
    void heartbeatSeen(Duration now) {
        if (isLogUnseen()) {
            caughtUpAt = now.plus(catchUpTime);
        }
        unseenFor = Duration.ZERO;
    }

    /** Whether no heartbeat has come back for more than one interval, and for more than 2 s. */
    boolean isLogUnseen() {
        return unseenFor.compareTo(heartbeat) > 0 && unseenFor.compareTo(MIN_UNSEEN) > 0;
    }

    /**
     * Time for which this instance must not claim, or send under a claim; zero or negative if it may. During an outage
     * claims lapse whose notifications were sent. Their senders must be able to append the entries first.
     * (Decision 12.)
     *
     * @param now monotonic time
     */
    Duration remainingCatchUp(Duration now) {
        return isLogUnseen() ? RECHECK_INTERVAL : caughtUpAt.minus(now);
    }

    public boolean isCutOff() {
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
        return settings.policy() == Policy.NOTIFY && isCutOff();
    }
}
