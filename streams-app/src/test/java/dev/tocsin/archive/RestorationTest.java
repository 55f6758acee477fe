package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Matcher.Op;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestorationTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");
    private static final Slot SLOT = new Slot("{}:{job=\"api\"}", "team", "webhook", 0);

    /** Times in seconds from now; no time if the cluster does not have the value. */
    @ParameterizedTest
    @CsvSource({
        // archived, ends, in the cluster, what becomes of it
        "-60, 3600,     , missing",
        "-60, 3600, -90, missing",
        "-60, 3600, -60, there",
        "-60, 3600, -30, newer",
        "-60,    1,     , missing",
        "-60,    0,     , over",
        "-60,   -1, -90, over",
        "-60,   -1, -60, over",
        "-60,   -1, -30, newer",
    })
    void valueThatHasNotEndedIsRestoredUnlessTheClusterHasANewerOne(
            int archived, int ends, Integer present, String expected) {
        var silence = Restoration.of(
                rows(SilenceRows.row(silence(archived, ends))),
                new ClusterContents(all(present, at -> silence(at, ends)), List.of(), List.of(), List.of()),
                NOW);
        assertThat(summary(silence.silences())).isEqualTo(expected);
        var sent = Restoration.of(
                rows(NotificationRows.entry(sent(archived, ends))),
                new ClusterContents(List.of(), all(present, at -> sent(at, ends)), List.of(), List.of()),
                NOW);
        assertThat(summary(sent.sent())).isEqualTo(expected);
        var posted = Restoration.of(
                rows(PostedAlertRows.current(posted(archived, ends).alert(), true)),
                new ClusterContents(List.of(), List.of(), List.of(), all(present, at -> posted(at, ends))),
                NOW);
        assertThat(summary(posted.posted())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-60,    , missing", "-60, -90, missing", "-60, -60, there", "-60, -30, newer", "-900000, , missing"})
    void valueWithoutAnEndIsRestoredUnlessTheClusterHasANewerOne(int archived, Integer present, String expected) {
        var restoration = Restoration.of(
                rows(AlertRows.state(pending(archived))),
                new ClusterContents(List.of(), List.of(), all(present, RestorationTest::pending), List.of()),
                NOW);
        assertThat(summary(restoration.alerts())).isEqualTo(expected);
    }

    @Test
    void originalRecordsAreRestoredAndASecondRunWritesNothing() {
        var rows = Map.of(
                ArchiveTable.SILENCES, List.of(SilenceRows.row(silence(-60, 60))),
                ArchiveTable.NOTIFICATION_LOG, List.of(NotificationRows.entry(sent(-60, 60))),
                ArchiveTable.ALERT_STATE, List.of(AlertRows.state(pending(-60))),
                ArchiveTable.POSTED_ALERTS,
                        List.of(PostedAlertRows.current(posted(-60, 60).alert(), true)));
        var first = Restoration.of(rows, ClusterContents.EMPTY, NOW);
        assertThat(first.silences().missing())
                .hasToString(List.of(silence(-60, 60)).toString());
        assertThat(first.sent().missing()).containsExactly(sent(-60, 60));
        assertThat(first.alerts().missing()).containsExactly(pending(-60));
        assertThat(first.posted().missing()).containsExactly(posted(-60, 60));
        assertThat(first.size()).isEqualTo(4);

        var written = new ClusterContents(
                first.silences().missing(),
                first.sent().missing(),
                first.alerts().missing(),
                first.posted().missing());
        var second = Restoration.of(rows, written, NOW);
        assertThat(second.size()).isZero();
        assertThat(second.newer()).isEmpty();
        assertThat(second.tables())
                .allSatisfy(table -> assertThat(table.upToDate()).isEqualTo(1));
    }

    @Test
    void timesAreComparedInMilliseconds() {
        var exact = silence(-60, 60);
        var finer = new Silence(
                exact.id(),
                exact.matchers(),
                exact.startsAt(),
                exact.endsAt(),
                exact.updatedAt().plusNanos(999_999),
                exact.createdBy(),
                exact.comment(),
                exact.annotations());
        var restoration = Restoration.of(
                rows(SilenceRows.row(exact)),
                new ClusterContents(List.of(finer), List.of(), List.of(), List.of()),
                NOW);
        assertThat(summary(restoration.silences())).isEqualTo("there");
    }

    @Test
    void invalidRowIsReportedAndTheOthersAreRestored() {
        var senseless = new ArchiveRow(ArchiveTable.SILENCES, Map.of(ArchiveTable.ID, "s-bad", "matchers", "[{"));
        var restoration =
                Restoration.of(rows(senseless, SilenceRows.row(silence(-60, 60))), ClusterContents.EMPTY, NOW);
        assertThat(restoration.silences().missing()).hasSize(1);
        assertThat(restoration.unusable())
                .singleElement()
                .asString()
                .startsWith("row 's-bad' of table silences cannot be used: ");
    }

    /** An instance that sends before the restoration keeps its entries; a restored entry never replaces a newer one. */
    @Test
    void restoredEntryIsCurrentInAReplicaUnlessANewerOneWasSent() {
        var restored = sent(-60, 60);
        assertThat(SlotState.initial(SLOT).sent(restored))
                .isEqualTo(new SlotState(restored, SlotState.initial(SLOT).holder()));
        var held = SlotState.initial(SLOT).claimed(new Claim(SLOT, "new", "b", Duration.ofSeconds(10)), NOW);
        assertThat(held.sent(restored).nflogEntry()).isEqualTo(restored);
        assertThat(held.sent(restored).isHeldBy("new")).isTrue();
        var since = SlotState.initial(SLOT).sent(sent(-30, 60));
        assertThat(since.sent(restored)).isSameAs(since);
    }

    private static String summary(TableRestoration<?> table) {
        assertThat(table.rows()).isEqualTo(1);
        var counts =
                List.of(table.missing().size(), table.upToDate(), table.newer().size(), table.expired());
        assertThat(counts.stream().mapToInt(count -> count).sum())
                .as("counted once")
                .isEqualTo(1);
        return List.of("missing", "there", "newer", "over").get(counts.indexOf(1));
    }

    private static Map<ArchiveTable, List<ArchiveRow>> rows(ArchiveRow... rows) {
        return Map.of(rows[0].table(), Arrays.asList(rows));
    }

    private static <T> List<T> all(Integer at, java.util.function.IntFunction<T> made) {
        return at == null ? List.of() : List.of(made.apply(at));
    }

    private static Silence silence(int updated, int ends) {
        return new Silence(
                "s1",
                List.of(Matcher.alerting("job", Op.EQUAL, "api")),
                at(-3600),
                at(ends),
                at(updated),
                "me",
                "known",
                Map.of());
    }

    private static NflogEntry sent(int notified, int expires) {
        return new NflogEntry(
                SLOT,
                "claim-1",
                "tocsin-1",
                NotifiedEpisodes.of(List.of(new Episode(SLOW.fingerprint(), at(-3600))), List.of()),
                at(notified),
                at(notified),
                at(expires),
                NotificationReason.FIRST_NOTIFICATION,
                false);
    }

    private static PostedAlert posted(int updated, int ends) {
        return new PostedAlert(new Alert(SLOW, Map.of(), at(-3600), at(ends), "", at(updated)), true);
    }

    private static RuleAlertState pending(int tick) {
        var alert = new ActiveAlert(SLOW, Map.of(), 7.5, new AlertState.Pending(at(-1_000_000)));
        return new RuleAlertState("ns/web/Slow/1", "ns/web", at(tick), alert);
    }

    private static Instant at(int seconds) {
        return NOW.plusSeconds(seconds);
    }
}
