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
 */
public record InstanceStatus(
        List<String> notReady, boolean isolated, Members members, String configProblem, long skippedRecords) {
    public InstanceStatus {
        notReady = List.copyOf(notReady);
    }

    public boolean isReady() {
        return notReady.isEmpty();
    }
}
