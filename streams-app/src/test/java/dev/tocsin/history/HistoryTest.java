package dev.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
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
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");
    private static final Labels SLOW = Labels.of("alertname", "Slow");

    private final History history = new History(new HistorySettings(Duration.ofHours(1), 3));

    @Test
    void listsEventsInOrderOfTime() {
        List.of(20, 0, 10).forEach(second -> history.add(sent("team", second)));
        assertThat(history.deliveries(T, T.plusSeconds(20)))
                .extracting(DeliveryEvent::at)
                .containsExactly(T, T.plusSeconds(10));
        assertThat(history.newestDeliveries(T, T.plusSeconds(21)))
                .extracting(DeliveryEvent::at)
                .containsExactly(T.plusSeconds(20), T.plusSeconds(10), T);
        assertThat(history.deliveries(T.plusSeconds(9), T)).isEmpty();
    }

    @Test
    void addsAnEventOnce() {
        assertThat(history.add(sent("team", 0))).isTrue();
        var version = history.version();
        assertThat(history.add(sent("team", 0))).isFalse();
        assertThat(history.version()).isEqualTo(version);
    }

    @Test
    void evictsByAgeAndByNumber() {
        for (var second = 0; second < 5; second++) {
            history.add(sent("team", second));
        }
        assertThat(history.evictDeliveries(T.plusSeconds(5), 1)).hasSize(1);
        assertThat(history.evictDeliveries(T.plusSeconds(5), 10)).hasSize(1);
        assertThat(history.deliveriesSince(T.plusSeconds(5)))
                .as("two were deleted before their age")
                .isEqualTo(T.plusSeconds(1).plusMillis(1));
        assertThat(history.evictDeliveries(T.plusSeconds(3603), 10)).hasSize(1);
        assertThat(history.deliveries(Instant.EPOCH, T.plusSeconds(100))).hasSize(2);
    }

    @Test
    void isKnownSinceTheLastGapOrItsRetention() {
        history.alertsKnownSince(T.plusSeconds(10));
        history.alertsKnownSince(T);
        assertThat(history.alertsSince(T.plusSeconds(60))).isEqualTo(T.plusSeconds(10));
        assertThat(history.alertsSince(T.plusSeconds(4000))).isEqualTo(T.plusSeconds(400));
    }

    @Test
    void findsTheNeighboursOfADeliveryInItsSlot() {
        history.add(sent("team", 0));
        history.add(sent("other", 1));
        history.add(sent("team", 2));
        var last = history.delivery(sent("team", 2).id()).orElseThrow();
        assertThat(history.before(last)).map(DeliveryEvent::at).contains(T);
        assertThat(history.after(history.before(last).orElseThrow())).contains(last);
        assertThat(history.after(last)).isEmpty();
    }

    @Test
    void forgetsTheNewestEventOfAnAlertWithItsLastEvent() {
        history.add(AlertEvent.of(alert(), AlertEvent.Kind.FIRING, T, 1));
        assertThat(history.newest(SLOW.fingerprint())).isPresent();
        assertThat(history.evictAlerts(T.plusSeconds(4000), 10)).hasSize(1);
        assertThat(history.newest(SLOW.fingerprint())).isEmpty();
    }

    @Test
    void keepsNothingIfItIsSwitchedOff() {
        var none = new History(HistorySettings.NONE);
        assertThat(none.add(sent("team", 0))).isFalse();
        assertThat(none.deliveries(Instant.EPOCH, T.plusSeconds(1))).isEmpty();
    }

    @Test
    void idsAreReadBack() {
        var id = sent("team", 5).id();
        assertThat(EventId.parse(id.toString())).contains(id);
        assertThat(EventId.parse("not an id")).isEmpty();
        assertThat(EventId.of(Instant.MIN, "").millis()).isZero();
        assertThat(EventId.of(Instant.MAX, "").toString()).hasSize(EventId.LENGTH);
    }

    private static Alert alert() {
        return new Alert(SLOW, Map.of(), T, Alert.NO_END, "", T);
    }

    private static DeliveryEvent sent(String receiver, int second) {
        var entry = new NflogEntry(
                new Slot("{}:{}", receiver, "webhook", 0),
                "claim " + second,
                "one",
                NotifiedEpisodes.of(Set.of(new Episode(SLOW.fingerprint(), T)), Set.of()),
                T.plusSeconds(second),
                T.plusSeconds(second),
                T.plusSeconds(7200),
                NotificationReason.FIRST_NOTIFICATION,
                false,
                Map.of(),
                new DeliveryStats(Map.of(), 1, Duration.ofMillis(5)));
        return DeliveryEvent.of(entry, second, 100).orElseThrow();
    }
}
