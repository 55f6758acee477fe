package dev.tocsin.local.cluster;

import dev.tocsin.local.console.ReceivedNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What people heard of what they should have heard once.
 *
 * @param expected groups that were accepted
 * @param delivered groups that were told at least once
 * @param duplicated notifications beyond the first of a group
 * @param keyed those of them that carry the key of the first
 * @param unclaimed those of them that were sent without a claim
 * @param isolated notifications that were sent without a claim
 * @param delays from the end of the group's wait to its first notification, in order of size
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
        for (var told : byGroup.entrySet()) {
            var first = told.getValue().get(0);
            for (var again : told.getValue().subList(1, told.getValue().size())) {
                duplicated++;
                keyed += again.idempotencyKey().equals(first.idempotencyKey()) ? 1 : 0;
                unclaimed += again.isolated() ? 1 : 0;
            }
            delays.add(Duration.between(accepted.get(told.getKey()).plus(groupWait), first.receivedAt()));
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
