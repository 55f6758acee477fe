package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.log.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Retention of entries in the shared topics. Several instances may delete the same entry: a second tombstone changes
 * nothing.
 *
 * @param silenceRetention how long a silence is kept after its end
 * @param claimRetention how long a claim is kept after it expired
 * @param memberRetention how long a member is listed after its last heartbeat
 * @param alertRetention how long an alert posted to the API is kept after its end
 */
public record TopicRetention(
        Duration silenceRetention, Duration claimRetention, Duration memberRetention, Duration alertRetention) {
    public static final TopicRetention DEFAULTS =
            new TopicRetention(Duration.ofHours(120), Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(1));

    /** An expired entry. */
    record Expired(Topic<?> topic, String id) {}

    /** Appends a tombstone for each expired entry. @param now the log's time, since local clocks differ */
    public void deleteExpired(Replica replica, Instant now, TopicWriter writer) {
        expired(replica, now).forEach(entry -> writer.delete(entry.topic(), entry.id()));
    }

    /**
     * The expired entries. Notification-log entries are not among them: they may be deleted by the holder of a claim on
     * the slot only, because a tombstone would also delete a newer entry.
     */
    List<Expired> expired(Replica replica, Instant now) {
        var log = replica.topics().clusterLog();
        var alerts = replica.topics().alerts();
        var expired = new ArrayList<Expired>();
        addAll(
                expired,
                log.silences(),
                replica.silences().pastRetention(now, silenceRetention).stream().map(silence -> silence.id()));
        addAll(
                expired,
                log.claims(),
                replica.slots().stream()
                        .filter(slot ->
                                !slot.holder().isNone() && isOver(slot.holder().liveUntil(), claimRetention, now))
                        .map(slot -> slot.slot().toString()));
        addAll(
                expired,
                log.members(),
                replica.members().all().stream()
                        .filter(member -> isOver(member.lastHeartbeatAt(), memberRetention, now))
                        .map(member -> member.instance()));
        addAll(
                expired,
                alerts,
                replica.view(alerts).values().stream()
                        .map(posted -> posted.alert())
                        .filter(alert -> !alert.hasNoEnd() && isOver(alert.endsAt(), alertRetention, now))
                        .map(alert -> alert.fingerprint().toString()));
        return expired;
    }

    private static void addAll(List<Expired> expired, Topic<?> topic, Stream<String> ids) {
        ids.forEach(id -> expired.add(new Expired(topic, id)));
    }

    private static boolean isOver(Instant end, Duration retention, Instant now) {
        return end.plus(retention).isBefore(now);
    }
}
