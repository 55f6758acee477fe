package dev.tocsin.notification.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DedupTest {
    private static final Instant NOTIFIED_AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Slot SLOT = new Slot("{}:{}", "team", "webhook", 0);
    private static final Duration REPEAT = Duration.ofHours(4);
    private static final Duration RETENTION = Duration.ofHours(120);

    /** The rows of Alertmanager's decision; the first match wins. Last and now are "firing / resolved". */
    @ParameterizedTest(name = "row {0}: last {1}, now {2}, send_resolved {3}, {4} later: {5}")
    @CsvSource(delimiter = '|', textBlock = """
            1 | nothing | a /     | true  | PT0S   | first notification
            1 | nothing | a / b   | true  | PT0S   | first notification
            2 | nothing | /       | true  | PT0S   | none
            2 | nothing | / a     | true  | PT0S   | none
            3 | / a     | a /     | true  | PT5M   | first notification
            3 | / b     | a /     | false | PT5M   | first notification
            4 | a /     | a b /   | true  | PT5M   | new alerts added
            4 | a /     | b / a   | true  | PT5M   | new alerts added
            4 | a / b   | a b /   | false | PT5M   | new alerts added
            5 | a b /   | / a b   | true  | PT5M   | all alerts resolved
            5 | a b /   | / a b   | false | PT5M   | all alerts resolved
            5 | a b /   | /       | true  | PT5M   | all alerts resolved
            6 | / a     | / a     | true  | PT5M   | none
            6 | / a     | / b     | true  | PT5H   | none
            7 | a b /   | a / b   | true  | PT5M   | some alerts resolved
            7 | a / b   | a / b c | true  | PT5M   | some alerts resolved
            8 | a /     | a /     | true  | PT4H1S | repeat interval elapsed
            8 | a b /   | a / b   | false | PT4H1S | repeat interval elapsed
            8 | a / b   | a / b   | true  | PT5H   | repeat interval elapsed
            9 | a /     | a /     | true  | PT4H   | none
            9 | a b /   | a /     | true  | PT5M   | none
            9 | a b /   | a / b   | false | PT5M   | none
            9 | a / b   | a / b   | true  | PT5M   | none
            1 | a /     | a /     | true  | PT8H   | first notification
            2 | a /     | / a     | true  | PT8H   | none
            """)
    void decides(int row, String last, String now, boolean sendResolved, Duration later, String expected) {
        var reason = new Dedup(sendResolved, REPEAT).needsUpdate(sent(last), content(now), NOTIFIED_AT.plus(later));
        assertThat(reason.text()).isEqualTo(expected);
        assertThat(reason.shouldNotify()).isEqualTo(!expected.equals("none"));
    }

    @Test
    void alertThatResolvedAndFiredAgainBetweenFlushesNeedsNoNotification() {
        var again =
                NotifiedEpisodes.of(List.of(new Episode(episode("a").alert(), NOTIFIED_AT.plusSeconds(90))), List.of());
        assertThat(dedup().needsUpdate(sent("a /"), again, NOTIFIED_AT.plusSeconds(300)))
                .isEqualTo(NotificationReason.NONE);
    }

    @ParameterizedTest(name = "repeat interval {0}, kept for {1}")
    @CsvSource({"PT4H, PT8H", "PT60H, PT120H", "PT1000H, PT120H"})
    void entryIsKeptForTwoRepeatIntervalsWithinRetention(Duration repeat, Duration kept) {
        assertThat(new Dedup(true, repeat).expiry(NOTIFIED_AT, Duration.ZERO, RETENTION))
                .isEqualTo(NOTIFIED_AT.plus(kept));
    }

    private static Dedup dedup() {
        return new Dedup(true, REPEAT);
    }

    private static NflogEntry sent(String episodes) {
        if (episodes.equals("nothing")) {
            return NflogEntry.initial(SLOT);
        }
        var expires = dedup().expiry(NOTIFIED_AT, Duration.ZERO, RETENTION);
        return new NflogEntry(
                SLOT,
                "claim",
                "instance",
                content(episodes),
                NOTIFIED_AT,
                NOTIFIED_AT,
                expires,
                NotificationReason.FIRST_NOTIFICATION,
                false);
    }

    private static NotifiedEpisodes content(String text) {
        var sides = (text + " ").split("/");
        return NotifiedEpisodes.of(episodes(sides[0]), episodes(sides[1]));
    }

    private static List<Episode> episodes(String names) {
        return Arrays.stream(names.trim().split(" "))
                .filter(name -> !name.isEmpty())
                .map(DedupTest::episode)
                .toList();
    }

    private static Episode episode(String name) {
        return new Episode(Labels.of("alertname", name).fingerprint(), NOTIFIED_AT.minusSeconds(30));
    }
}
