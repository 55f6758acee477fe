package dev.tocsin.notification.log;

import java.time.Duration;
import java.time.Instant;

/**
 * A member of the cluster: the last heartbeat of an instance.
 *
 * @param address the external URL of its HTTP server
 * @param leaving whether the instance is about to stop, so that the others do not wait for it
 * @param lastHeartbeatAt the append time of the heartbeat
 */
public record Member(
        String instance, Instant startedAt, String address, String version, boolean leaving, Instant lastHeartbeatAt)
        implements ClusterRecord {

    boolean isLiveAt(Instant logTime, Duration timeout) {
        return !leaving && !lastHeartbeatAt.plus(timeout).isBefore(logTime);
    }
}
