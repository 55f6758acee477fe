package dev.tocsin.notification.log;

import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Deliveries of all instances to each integration, as far as this instance has read them from the log since its start.
 * Thread-safe.
 */
public final class DeliveryStatistics {
    private static final Duration COUNTED = Duration.ofHours(1);

    private final Map<Target, Deliveries> targets = new LinkedHashMap<>();
    private long newestOffset = -1;

    /** An integration of a receiver. @param index among the receiver's integrations of this kind, from 0 */
    public record Target(String receiver, String integration, int index) {
        public static Target of(Slot slot) {
            return new Target(slot.receiver(), slot.integration(), slot.index());
        }
    }

    /**
     * The deliveries to one integration.
     *
     * @param lastOk time of the newest notification; {@link Instant#MIN} if there is none
     * @param lastError time of the newest failure; {@link Instant#MIN} if there is none
     * @param error of the newest failure
     * @param sent notifications of the last hour
     * @param failures of the last hour, each after all attempts under one claim
     */
    public record Figures(Instant lastOk, Instant lastError, String error, int sent, int failures) {
        public static final Figures NONE = new Figures(Instant.MIN, Instant.MIN, "", 0, 0);

        /** Whether the newest delivery failed. */
        public boolean isFailing() {
            return lastError.isAfter(lastOk);
        }
    }

    private static final class Deliveries {
        /** Numbers of each minute, the oldest first. */
        private final Deque<long[]> minutes = new ArrayDeque<>();

        private Instant lastOk = Instant.MIN;
        private Instant lastError = Instant.MIN;
        private String error = "";

        void count(Instant at, boolean isOk) {
            var minute = at.getEpochSecond() / 60;
            if (minutes.isEmpty() || minutes.getLast()[0] < minute) {
                minutes.add(new long[] {minute, 0, 0});
            }
            minutes.getLast()[isOk ? 1 : 2]++;
            forget(at);
        }

        void forget(Instant now) {
            var oldest = now.minus(COUNTED).getEpochSecond() / 60;
            while (!minutes.isEmpty() && minutes.getFirst()[0] < oldest) {
                minutes.removeFirst();
            }
        }

        Figures figures(Instant now) {
            forget(now);
            var sent = minutes.stream().mapToLong(minute -> minute[1]).sum();
            var failures = minutes.stream().mapToLong(minute -> minute[2]).sum();
            return new Figures(lastOk, lastError, error, (int) sent, (int) failures);
        }
    }

    /** Adds a record, unless it was added before. */
    public synchronized void add(SlotRecord folded) {
        if (folded.offset() <= newestOffset) {
            return;
        }
        newestOffset = folded.offset();
        var record = folded.record().orElse(null);
        // With send_resolved false, an entry records an end without a message.
        if (record instanceof NflogEntry entry && entry.stats().attempts() > 0) {
            var target = deliveries(entry.slot());
            target.lastOk = later(target.lastOk, entry.notifiedAt());
            target.count(folded.at(), true);
        } else if (record instanceof ClaimReleased released
                && released.failure().isPresent()) {
            var failure = released.failure().get();
            var target = deliveries(released.slot());
            target.lastError = later(target.lastError, failure.failedAt());
            target.error = failure.error();
            target.count(folded.at(), false);
        }
    }

    private Deliveries deliveries(Slot slot) {
        var target = Target.of(slot);
        if (targets.size() >= Limit.DELIVERY_TARGETS.value() && !targets.containsKey(target)) {
            targets.remove(targets.keySet().iterator().next());
        }
        return targets.computeIfAbsent(target, none -> new Deliveries());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The deliveries to an integration. @param now log time */
    public synchronized Figures of(Target target, Instant now) {
        var deliveries = targets.get(target);
        return deliveries == null ? Figures.NONE : deliveries.figures(now);
    }

    /** The number of integrations whose newest delivery failed. */
    public synchronized int failing() {
        return (int) targets.values().stream()
                .filter(target -> target.lastError.isAfter(target.lastOk))
                .count();
    }
}
