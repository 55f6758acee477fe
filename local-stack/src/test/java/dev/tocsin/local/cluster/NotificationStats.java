package dev.tocsin.local.cluster;

import dev.tocsin.local.console.ReceivedNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Statistics of notifications that are expected once.
 *
 * @param expected the number of accepted groups
 * @param delivered the number of groups that were notified at least once
 * @param duplicated the number of notifications beyond the first of a group
 * @param duplicatesWithSameKey those duplicates with the key of the first notification
 * @param duplicatesWithoutClaim those duplicates that were sent without a claim
 * @param sentWithoutClaim the number of notifications sent without a claim
 * @param delays from the end of {@code group_wait} to the first notification, sorted
 */
record NotificationStats(
        int expected,
        int delivered,
        int duplicated,
        int duplicatesWithSameKey,
        int duplicatesWithoutClaim,
        int sentWithoutClaim,
        List<Duration> delays) {
    static NotificationStats of(Map<String, Instant> accepted, Duration groupWait, List<ReceivedNotification> all) {
        var byGroup = all.stream()
                .filter(delivery -> accepted.containsKey(delivery.groupLabels().get("group")))
                .collect(
                        Collectors.groupingBy(delivery -> delivery.groupLabels().get("group")));
        var duplicated = 0;
        var keyed = 0;
        var unclaimed = 0;
        var delays = new ArrayList<Duration>();
        for (var group : byGroup.entrySet()) {
            var first = group.getValue().get(0);
            for (var duplicate : group.getValue().subList(1, group.getValue().size())) {
                duplicated++;
                keyed += duplicate.idempotencyKey().equals(first.idempotencyKey()) ? 1 : 0;
                unclaimed += duplicate.isolated() ? 1 : 0;
            }
            delays.add(Duration.between(accepted.get(group.getKey()).plus(groupWait), first.receivedAt()));
        }
        var isolated = (int) byGroup.values().stream()
                .flatMap(List::stream)
                .filter(ReceivedNotification::isolated)
                .count();
        delays.sort(Duration::compareTo);
        return new NotificationStats(
                accepted.size(), byGroup.size(), duplicated, keyed, unclaimed, isolated, List.copyOf(delays));
    }

    int lost() {
        return expected - delivered;
    }

    Duration maxDelay() {
        return delays.isEmpty() ? Duration.ZERO : delays.get(delays.size() - 1);
    }

    private double delayQuantile(double share) {
        return delays.isEmpty()
                ? 0
                : delays.get((int) Math.round(share * (delays.size() - 1))).toMillis() / 1e3;
    }

    @Override
    public String toString() {
        return ("expected %d, delivered %d, duplicated %d (same key: %d, without a claim: %d), lost %d,"
                        + " sent without a claim %d, delay p50 %.2f s, worst %.2f s")
                .formatted(
                        expected,
                        delivered,
                        duplicated,
                        duplicatesWithSameKey,
                        duplicatesWithoutClaim,
                        lost(),
                        sentWithoutClaim,
                        delayQuantile(0.5),
                        delayQuantile(1));
    }
}
