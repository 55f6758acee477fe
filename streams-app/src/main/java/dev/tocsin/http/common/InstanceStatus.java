package dev.tocsin.http.common;

import dev.tocsin.notification.log.Members;
import java.util.List;

/**
 * How an instance is at a moment.
 *
 * @param notReady a sentence for each reason for which it should not be asked yet or any more, such as stores that are
 *     not restored; none if it is ready
 * @param isolated whether it is cut off from the cluster log
 * @param members those who are live, itself among them
 * @param configProblem why the newest configuration is not in force, or empty
 * @param skippedRecords how many records could not be used since it started
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
