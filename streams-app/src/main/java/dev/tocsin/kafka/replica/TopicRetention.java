package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides what in the shared topics has outlived its use. Every instance may ask, and more than one may act on it: to
 * forget twice is to forget once.
 *
 * @param silencesKept for how long after its end a silence can still be read
 * @param claimsKept for how long after it lapsed a claim is left alone
 * @param membersKept for how long after its last heartbeat a member is listed
 * @param alertsKept for how long after its end an alert from outside can still be read
 */
public record TopicRetention(
        Duration silenceRetention, Duration claimRetention, Duration memberRetention, Duration alertRetention) {
    public static final TopicRetention DEFAULTS =
            new TopicRetention(Duration.ofHours(120), Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(1));

    /** What to forget. */
    public record Expired(
            List<String> silences, List<Slot> claims, List<Slot> sent, List<String> members, List<Fingerprint> alerts) {
        public boolean isEmpty() {
            return silences.isEmpty() && claims.isEmpty() && sent.isEmpty() && members.isEmpty() && alerts.isEmpty();
        }

        /**
         * Appends the tombstones of everything but what was sent. A tombstone on that is unconditional: who appends it
         * must hold a claim on the slot, lest somebody else notifies in between and that is forgotten.
         */
        public void deleteAll(TopicWriter log) {
            silences.forEach(log::deleteSilence);
            claims.forEach(log::deleteClaim);
            members.forEach(log::deleteMember);
            alerts.forEach(log::deleteAlert);
        }
    }

    /** @param now by the log's time: what it decides must not depend on a local clock */
    public Expired expired(Replica replica, Instant now) {
        var slots = replica.slots();
        return new Expired(
                replica.silences().pastRetention(now, silenceRetention).stream()
                        .map(silence -> silence.id())
                        .toList(),
                slots.stream()
                        .filter(slot ->
                                !slot.holder().isNone() && isOver(slot.holder().liveUntil(), claimRetention, now))
                        .map(slot -> slot.slot())
                        .toList(),
                slots.stream()
                        .filter(slot -> !slot.sent().isInitial()
                                && !now.isBefore(slot.sent().expiresAt()))
                        .map(slot -> slot.slot())
                        .toList(),
                replica.members().all().stream()
                        .filter(member -> isOver(member.lastHeartbeatAt(), memberRetention, now))
                        .map(member -> member.instance())
                        .toList(),
                replica.externalAlerts().stream()
                        .filter(external -> !external.alert().hasNoEnd()
                                && isOver(external.alert().endsAt(), alertRetention, now))
                        .map(external -> external.alert().fingerprint())
                        .toList());
    }

    private static boolean isOver(Instant end, Duration kept, Instant now) {
        return end.plus(kept).isBefore(now);
    }
}
