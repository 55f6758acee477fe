package dev.tocsin.notification.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.DeliveryStatistics.Figures;
import dev.tocsin.notification.log.DeliveryStatistics.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Claims and deliveries of one slot; times are in seconds. */
class ClaimHistoryTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Slot SLOT = new Slot("{}:{a=\"b\"}", "team", "webhook", 0);
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final ClaimHistory claims = new ClaimHistory();
    private final DeliveryStatistics deliveries = new DeliveryStatistics();
    private SlotState state = SlotState.initial(SLOT);
    private long offset = 10;

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    private void fold(long seconds, ClusterRecord record, SlotState after) {
        var folded = new SlotRecord(offset++, at(seconds), Optional.of(record), state, after);
        state = after;
        claims.add(folded);
        deliveries.add(folded);
    }

    private void claim(long seconds, String id, String instance) {
        var claim = new Claim(SLOT, id, instance, LEASE);
        fold(seconds, claim, state.claimed(claim, at(seconds)));
    }

    private void sent(long seconds, String id, String instance) {
        var entry = new NflogEntry(
                SLOT,
                id,
                instance,
                NotifiedEpisodes.NONE,
                at(seconds),
                at(seconds),
                at(seconds + 1000),
                NotificationReason.FIRST_NOTIFICATION,
                false,
                Map.of(),
                new DeliveryStats(Map.of("a", "b"), 1, Duration.ofSeconds(1)));
        fold(seconds, entry, state.sent(entry));
    }

    private void failed(long seconds, String id, String instance, String error) {
        var failure = new DeliveryFailure(
                NotifiedEpisodes.NONE,
                NotificationReason.FIRST_NOTIFICATION,
                new DeliveryStats(Map.of("a", "b"), 3, Duration.ofSeconds(2)),
                error,
                at(seconds));
        var released = new ClaimReleased(SLOT, id, instance, "delivery failed", Optional.of(failure));
        fold(seconds, released, state.released(released));
    }

    private List<String> listed(long since, int most, long now) {
        return claims.newest(since, most, at(now)).stream()
                .map(claim -> "%d %s %s %s %ds %s"
                        .formatted(
                                claim.offset(),
                                claim.claimId(),
                                claim.instance(),
                                claim.outcome().text(),
                                claim.duration().toSeconds(),
                                claim.reason()))
                .toList();
    }

    @Test
    void aClaimEndsWithItsNotificationItsReleaseOrItsLease() {
        claim(0, "c1", "one");
        claim(1, "c2", "two");
        sent(3, "c1", "one");
        claim(4, "c3", "two");
        failed(6, "c3", "two", "refused");
        claim(7, "c4", "one");
        assertThat(listed(0, 10, 8))
                .containsExactly(
                        "15 c4 one won 0s ",
                        "13 c3 two released 2s delivery failed",
                        "11 c2 two lost 0s held by one",
                        "10 c1 one sent 3s first notification");
        assertThat(listed(0, 1, 18)).containsExactly("15 c4 one lapsed 10s ");
        assertThat(listed(13, 10, 8)).hasSize(2);
        assertThat(claims.newest(0, 10, at(8)).get(1).groupLabels()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void aRenewalMovesTheEndOfTheLease() {
        claim(0, "c1", "one");
        claim(8, "c1", "one");
        assertThat(listed(0, 10, 15)).containsExactly("10 c1 one won 0s ");
        assertThat(listed(0, 10, 19)).containsExactly("10 c1 one lapsed 18s ");
    }

    @Test
    void recordsThatAreReadAgainChangeNothing() {
        claim(0, "c1", "one");
        sent(1, "c1", "one");
        offset = 10;
        state = SlotState.initial(SLOT);
        claim(0, "c1", "one");
        assertThat(listed(0, 10, 5)).containsExactly("10 c1 one sent 1s first notification");
        assertThat(deliveries.of(Target.of(SLOT), at(5)).sent()).isEqualTo(1);
    }

    @Test
    void theOldestClaimsAreForgotten() {
        for (var i = 0; i < Limit.CLAIM_HISTORY.value() + 5; i++) {
            claim(20L * i, "c" + i, "one");
        }
        assertThat(claims.newest(0, Integer.MAX_VALUE, at(0)))
                .hasSize(Limit.CLAIM_HISTORY.intValue())
                .first()
                .extracting(ClaimHistory.Entry::claimId)
                .isEqualTo("c" + (Limit.CLAIM_HISTORY.value() + 4));
    }

    @Test
    void deliveriesAreCountedForAnHour() {
        assertThat(deliveries.of(Target.of(SLOT), at(0))).isEqualTo(Figures.NONE);
        claim(0, "c1", "one");
        sent(1, "c1", "one");
        assertThat(deliveries.failing()).isZero();
        claim(10, "c2", "one");
        failed(12, "c2", "one", "HTTP 500");
        assertThat(deliveries.of(Target.of(SLOT), at(20))).isEqualTo(new Figures(at(1), at(12), "HTTP 500", 1, 1));
        assertThat(deliveries.of(Target.of(SLOT), at(20)).isFailing()).isTrue();
        assertThat(deliveries.failing()).isEqualTo(1);
        claim(30, "c3", "two");
        sent(31, "c3", "two");
        assertThat(deliveries.failing()).isZero();
        var later = deliveries.of(Target.of(SLOT), at(2 * 3600));
        assertThat(later.sent() + later.failures()).isZero();
        assertThat(later.lastOk()).isEqualTo(at(31));
    }
}
