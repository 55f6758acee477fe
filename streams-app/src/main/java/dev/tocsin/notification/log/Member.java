package dev.tocsin.notification.log;

import java.time.Duration;
import java.time.Instant;

/**
 * An instance of the cluster, as it last reported itself.
 *
 * @param address where its HTTP door is, for people and peers
 * @param leaving whether it is about to stop, and so should not be waited for
 * @param heardAt the append time of its last heartbeat
 */
public record Member(
        String instance, Instant startedAt, String address, String version, boolean leaving, Instant lastHeartbeatAt)
        implements ClusterRecord {

    boolean isLiveAt(Instant logTime, Duration timeout) {
        return !leaving && !lastHeartbeatAt.plus(timeout).isBefore(logTime);
    }
}
