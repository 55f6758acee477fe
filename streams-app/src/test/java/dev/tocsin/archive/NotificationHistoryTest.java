package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotificationHistoryTest {
    private static final Instant T = Instant.parse("2026-01-31T12:00:00Z");
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");
    private static final Slot SLOT = new Slot("{}:{job=\"api\"}", "team", "webhook", 0);

    private final InMemoryRowStore tables = new InMemoryRowStore();
    private final NotificationHistory history = new NotificationHistory(tables);

    @Test
    void notificationLogEntryIsReadBack() {
        var sent = sent("c1", at(1), 2);
        tables.apply(history.sent(sent));
        assertThat(NotificationRows.sent(tables.only(ArchiveTable.NOTIFICATION_LOG)))
                .isEqualTo(sent);
        assertThat(tables.only(ArchiveTable.NOTIFICATION_LOG).id()).isEqualTo(SLOT.toString());
        tables.apply(history.sentDeleted(SLOT.toString()));
        assertThat(tables.of(ArchiveTable.NOTIFICATION_LOG)).isEmpty();
        assertThat(tables.of(ArchiveTable.NOTIFICATION_HISTORY))
                .as("the history row stays")
                .hasSize(1);
    }

    @Test
    void deliveryIsOneRowHoweverOftenItIsRead() {
        tables.apply(history.sent(sent("c1", at(1), 2)));
        tables.apply(history.sent(sent("c1", at(1), 2)));
        tables.apply(history.sent(sent("c2", at(60), 1)));
        assertThat(tables.of(ArchiveTable.NOTIFICATION_HISTORY))
                .extracting(ArchiveRow::id)
                .containsExactly("2026-01-31T12:00:01.000Z c1", "2026-01-31T12:01:00.000Z c2");
        assertThat(tables.of(ArchiveTable.NOTIFICATION_HISTORY).get(0).values())
                .containsEntry("outcome", "sent")
                .containsEntry("reason", "first_notification")
                .containsEntry("attempts", 2)
                .containsEntry("duration_ms", 37L)
                .containsEntry("firing_count", 1)
                .containsEntry("resolved_count", 0)
                .containsEntry(
                        "firing", "[{\"fingerprint\":\"%s\",\"starts_at\":\"%s\"}]".formatted(SLOW.fingerprint(), T))
                .containsEntry("group_labels", "{\"job\":\"api\"}");
    }

    @Test
    void deliveriesOfTwoIsolatedInstancesAreTwoRows() {
        tables.apply(history.sent(sent("", at(1), 1)));
        tables.apply(history.sent(sent("", at(2), 1)));
        assertThat(tables.of(ArchiveTable.NOTIFICATION_HISTORY)).hasSize(2);
    }

    @Test
    void entryWithoutAnAttemptIsNoDelivery() {
        tables.apply(history.sent(sent("c1", at(1), 0)));
        assertThat(tables.of(ArchiveTable.NOTIFICATION_LOG)).hasSize(1);
        assertThat(tables.of(ArchiveTable.NOTIFICATION_HISTORY)).isEmpty();
    }

    @Test
    void failedDeliveryIsARowAndAnUnusedClaimIsNot() {
        var failure = new DeliveryFailure(content(), NotificationReason.NEW_ALERTS_ADDED, account(3), "503", at(9));
        tables.apply(history.released(new ClaimReleased(SLOT, "c1", "a", "no news as of the claim")));
        assertThat(tables.of(ArchiveTable.NOTIFICATION_HISTORY)).isEmpty();
        tables.apply(history.released(new ClaimReleased(SLOT, "c2", "a", "delivery failed", Optional.of(failure))));
        assertThat(tables.only(ArchiveTable.NOTIFICATION_HISTORY).values())
                .containsEntry("outcome", "failed")
                .containsEntry("error", "503")
                .containsEntry("attempts", 3)
                .containsEntry("notified_at", at(9));
        assertThat(tables.of(ArchiveTable.NOTIFICATION_LOG)).isEmpty();
    }

    /** The same rule as in a replica: the entry of the holder replaces earlier entries, whatever its clock says. */
    @Test
    void latestEntryIsTheSameAsInAReplica() {
        tables.apply(history.sent(sent("c1", at(100), 1)));
        tables.apply(history.sent(sent("late", at(50), 1)));
        assertThat(tables.only(ArchiveTable.NOTIFICATION_LOG).text("claim_id")).isEqualTo("c1");
        history.claimed(new Claim(SLOT, "c2", "b", Duration.ofSeconds(10)), at(101));
        tables.apply(history.sent(sent("c2", at(60), 1)));
        assertThat(tables.only(ArchiveTable.NOTIFICATION_LOG).text("claim_id")).isEqualTo("c2");
        assertThat(tables.of(ArchiveTable.NOTIFICATION_HISTORY)).hasSize(3);
    }

    @Test
    void expiredHistoryIsRemovedAndIdsSortByTime() {
        tables.apply(history.sent(sent("c1", at(1), 1)));
        tables.apply(history.sent(sent("c2", at(60), 1)));
        var outlived = new HistoryRetention(Duration.ofDays(90));
        var now = at(59).plus(Duration.ofDays(90));
        var first = tables.of(ArchiveTable.NOTIFICATION_HISTORY).get(0);
        var second = tables.of(ArchiveTable.NOTIFICATION_HISTORY).get(1);
        assertThat(outlived.expire(first, now))
                .contains(RowChange.remove(ArchiveTable.NOTIFICATION_HISTORY, first.id()));
        assertThat(outlived.expire(second, now)).isEmpty();
        assertThat(outlived.endId(now)).isGreaterThan(first.id()).isLessThan(second.id());
    }

    private static Instant at(long seconds) {
        return T.plusSeconds(seconds);
    }

    private static NotifiedEpisodes content() {
        return NotifiedEpisodes.of(List.of(new Episode(SLOW.fingerprint(), T)), List.of());
    }

    private static DeliveryStats account(int attempts) {
        return new DeliveryStats(Map.of("job", "api"), attempts, Duration.ofMillis(37));
    }

    private static NflogEntry sent(String claim, Instant when, int attempts) {
        return new NflogEntry(
                SLOT,
                claim,
                "a",
                NotifiedEpisodes.of(
                        List.of(new Episode(SLOW.fingerprint(), T)),
                        attempts == 3 ? List.of(new Episode(new Fingerprint(-1), T)) : List.of()),
                when,
                when,
                when.plusSeconds(3600),
                NotificationReason.FIRST_NOTIFICATION,
                claim.isEmpty(),
                Map.of("thread", "17"),
                account(attempts));
    }
}
