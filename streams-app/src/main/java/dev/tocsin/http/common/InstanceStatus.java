package dev.tocsin.http.common;

import dev.tocsin.notification.log.Members;
import java.util.List;

/**
 * Status of an instance at one moment.
 *
 * @param notReady the reasons why the instance is not ready, as sentences; empty if it is ready
 * @param isolated whether the cluster log is out of reach
 * @param members the live instances, this one included
 * @param configProblem why the newest Alertmanager configuration or silence policy is not in force; empty if they are
 * @param skippedRecords the number of records skipped since the start
 * @param restoring why the shared topics are not read yet, so that answers would be incomplete; empty if they are
 * @param degraded what the instance does not do, or not in time, although it is ready; as sentences
 */
public record InstanceStatus(
        List<String> notReady,
        boolean isolated,
        Members members,
        String configProblem,
        long skippedRecords,
        String restoring,
        List<String> degraded) {
    public InstanceStatus {
        notReady = List.copyOf(notReady);
        degraded = List.copyOf(degraded);
    }

    /** The status of an instance that has read the shared topics and is not degraded. */
    public InstanceStatus(
            List<String> notReady, boolean isolated, Members members, String configProblem, long skippedRecords) {
        this(notReady, isolated, members, configProblem, skippedRecords, "", List.of());
    }

    public boolean isReady() {
        return notReady.isEmpty();
    }
}
