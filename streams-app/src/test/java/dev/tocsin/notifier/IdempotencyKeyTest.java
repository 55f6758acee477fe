package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {
    private static final Slot SLOT = new Slot("{}:{}", "team", "webhook", 0);
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final NotifiedEpisodes A_FIRES = firing("a");

    @Test
    void sameNotificationHasSameKeyFromEveryInstance() {
        var one =
                IdempotencyKey.of(sentBy("one", A_FIRES), NotifiedEpisodes.of(episodes("a", "b"), episodes("c", "d")));
        var other = IdempotencyKey.of(
                sentBy("other", A_FIRES), NotifiedEpisodes.of(episodes("b", "a"), episodes("d", "c")));
        assertThat(one).isEqualTo(other);
        assertThat(one.hex()).hasSize(64).matches("[0-9a-f]+");
    }

    @Test
    void differentNotificationsHaveDifferentKeys() {
        var nothing = NflogEntry.initial(SLOT);
        var firesAgain =
                NotifiedEpisodes.of(List.of(new Episode(episodes("a").get(0).alert(), AT.plusSeconds(90))), List.of());
        assertThat(List.of(
                        IdempotencyKey.of(nothing, A_FIRES),
                        IdempotencyKey.of(sentBy("one", A_FIRES), A_FIRES),
                        IdempotencyKey.of(nothing, NotifiedEpisodes.of(List.of(), episodes("a"))),
                        IdempotencyKey.of(nothing, firing("a", "b")),
                        IdempotencyKey.of(nothing, firesAgain),
                        IdempotencyKey.of(NflogEntry.initial(new Slot("{}:{}", "team", "webhook", 1)), A_FIRES)))
                .doesNotHaveDuplicates();
    }

    private static NflogEntry sentBy(String instance, NotifiedEpisodes episodes) {
        return new NflogEntry(
                SLOT,
                "claim",
                instance,
                episodes,
                AT,
                AT,
                AT.plusSeconds(3600),
                NotificationReason.FIRST_NOTIFICATION,
                false);
    }

    private static NotifiedEpisodes firing(String... alerts) {
        return NotifiedEpisodes.of(episodes(alerts), List.of());
    }

    private static List<Episode> episodes(String... alerts) {
        return Arrays.stream(alerts)
                .map(name -> new Episode(Labels.of("alertname", name).fingerprint(), AT))
                .toList();
    }
}
