package dev.tocsin.notification.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.Refusal;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The group of one alert, which is flushed next at 12:00:30. */
class SlotForecastTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final AlertingConfig CONFIG = TestConfigs.read("am.yml", """
            route: {receiver: all, group_by: [alertname], repeat_interval: 4h}
            receivers: [{name: all, webhook_configs: [{url: 'http://127.0.0.1:9/'}]}]
            """);
    private static final Alert ALERT = new Alert(
            Labels.of("alertname", "Down"), Map.of(), NOW.minusSeconds(60), Alert.NO_END, "", NOW.minusSeconds(60));
    private static final Flush FLUSH =
            new Flush(CONFIG.tree().root(), Labels.of("alertname", "Down"), List.of(ALERT), NOW);
    private static final Slot SLOT = new Slot(FLUSH.groupKey(), "all", "webhook", 0);
    private static final Dedup DEDUP = new Dedup(true, Duration.ofHours(4));

    private SlotState state = SlotState.initial(SLOT);
    private Silences silences = Silences.NONE;

    private SlotForecast forecast() {
        var muters = new Muters(Inhibitor.NONE, CONFIG.timeIntervals(), silences);
        return SlotForecast.of(new ScheduledGroup(FLUSH, NOW.plusSeconds(30)), DEDUP, muters, state, NOW);
    }

    private void expect(NotificationReason reason, String sentence, Instant dueAt) {
        var forecast = forecast();
        assertThat(forecast.sentence()).isEqualTo(sentence);
        assertThat(forecast.reason()).isEqualTo(reason);
        assertThat(forecast.dueAt()).isEqualTo(dueAt);
    }

    @Test
    void aNewGroupIsNotifiedByItsNextFlush() {
        expect(
                NotificationReason.FIRST_NOTIFICATION,
                "first notification: sent by the flush at 2026-01-01T12:00:30Z",
                NOW.plusSeconds(30));
    }

    @Test
    void aHeldSlotIsSentByItsHolder() {
        state = state.claimed(new Claim(SLOT, "c", "two", Duration.ofSeconds(10)), NOW);
        expect(
                NotificationReason.FIRST_NOTIFICATION,
                "first notification: two holds the claim until 2026-01-01T12:00:10Z, and sends",
                NOW);
    }

    @Test
    void aReceiverThatAskedToWaitIsNotAskedBefore() {
        state = state.claimed(new Claim(SLOT, "c", "two", Duration.ofSeconds(10)), NOW.minusSeconds(5));
        state = state.released(new ClaimReleased(
                SLOT,
                "c",
                "two",
                "delivery failed",
                Optional.empty(),
                new Refusal(Instant.EPOCH, NOW.plusSeconds(90))));
        expect(
                NotificationReason.FIRST_NOTIFICATION,
                "first notification: the receiver asked to wait until 2026-01-01T12:01:30Z",
                NOW.plusSeconds(90));
    }

    @Test
    void whatWasToldIsRepeatedAfterTheInterval() {
        state = state.sent(sent());
        expect(
                NotificationReason.REPEAT_INTERVAL_ELAPSED,
                "nothing new since 2026-01-01T11:00:00Z: repeated at the first flush after 2026-01-01T15:00:00Z",
                NOW.plusSeconds(3 * 3600));
    }

    @Test
    void mutedAlertsAreNotSent() {
        silences = Silences.of(List.of(new Silence(
                "s",
                List.of(Matcher.alerting("alertname", Matcher.Op.EQUAL, "Down")),
                NOW.minusSeconds(9),
                NOW.plusSeconds(9),
                NOW.minusSeconds(9),
                "me",
                "",
                Map.of())));
        expect(NotificationReason.NONE, "all 1 alerts are muted, so nothing is sent", Instant.MAX);
    }

    private static NflogEntry sent() {
        var told = NOW.minusSeconds(3600);
        return new NflogEntry(
                SLOT,
                "c",
                "one",
                FLUSH.episodesOf(List.of(ALERT)),
                told,
                told,
                told.plusSeconds(8 * 3600),
                NotificationReason.FIRST_NOTIFICATION,
                false);
    }
}
