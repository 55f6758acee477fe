package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Matcher.Op;
import dev.tocsin.notification.claims.Account;
import dev.tocsin.notification.claims.Claim;
import dev.tocsin.notification.claims.Content;
import dev.tocsin.notification.claims.Episode;
import dev.tocsin.notification.claims.Failure;
import dev.tocsin.notification.claims.Reason;
import dev.tocsin.notification.claims.Released;
import dev.tocsin.notification.claims.Sent;
import dev.tocsin.notification.claims.Slot;
import dev.tocsin.notification.silences.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final Instant T = Instant.parse("2026-01-31T12:00:00Z");
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");
    private static final Slot SLOT = new Slot("{}:{job=\"api\"}", "team", "webhook", 0);

    private final Map<String, Row> rows = new TreeMap<>();
    private final Rows book = (table, id) -> Optional.ofNullable(rows.get(table.title() + "|" + id));
    private final Notifications notifications = new Notifications(book);
    private final AlertHistory alerts = new AlertHistory(book);

    @Test
    void aSilenceIsARowUntilItIsForgottenAndCanBeMadeAgain() {
        var silence = new Silence(
                "s1",
                List.of(Matcher.alerting("job", Op.EQUAL, "api"), Matcher.alerting("host", Op.NOT_REGEX, "a|b")),
                T,
                at(3600),
                T,
                "me",
                "it's \"known\"",
                Map.of("ticket", "7"));
        fold(List.of(SilenceRows.change("s1", Optional.of(silence))));
        assertThat(SilenceRows.silence(only(Table.SILENCES)).toString()).isEqualTo(silence.toString());
        assertThat(only(Table.SILENCES).text("matchers"))
                .isEqualTo("[{\"name\":\"job\",\"value\":\"api\",\"isRegex\":false,\"isEqual\":true},"
                        + "{\"name\":\"host\",\"value\":\"a|b\",\"isRegex\":true,\"isEqual\":false}]");
        fold(List.of(SilenceRows.change("s1", Optional.empty())));
        assertThat(of(Table.SILENCES)).isEmpty();
    }

    @Test
    void anEntryOfTheNotificationLogCanBeMadeAgain() {
        var sent = sent("c1", at(1), 2);
        fold(notifications.sent(sent));
        assertThat(NotificationRows.sent(only(Table.NOTIFICATION_LOG))).isEqualTo(sent);
        assertThat(only(Table.NOTIFICATION_LOG).id()).isEqualTo(SLOT.toString());
        fold(notifications.sentForgotten(SLOT.toString()));
        assertThat(of(Table.NOTIFICATION_LOG)).isEmpty();
        assertThat(of(Table.NOTIFICATION_HISTORY)).as("history stays").hasSize(1);
    }

    @Test
    void eachDeliveryIsOneRowHoweverOftenItIsRead() {
        fold(notifications.sent(sent("c1", at(1), 2)));
        fold(notifications.sent(sent("c1", at(1), 2)));
        fold(notifications.sent(sent("c2", at(60), 1)));
        assertThat(of(Table.NOTIFICATION_HISTORY))
                .extracting(Row::id)
                .containsExactly("2026-01-31T12:00:01.000Z c1", "2026-01-31T12:01:00.000Z c2");
        assertThat(of(Table.NOTIFICATION_HISTORY).get(0).values())
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
    void twoDeliveriesOfThoseWhoWereCutOffAreTwoRows() {
        fold(notifications.sent(sent("", at(1), 1)));
        fold(notifications.sent(sent("", at(2), 1)));
        assertThat(of(Table.NOTIFICATION_HISTORY)).hasSize(2);
    }

    @Test
    void whatNobodyWantedToHearIsNoDelivery() {
        fold(notifications.sent(sent("c1", at(1), 0)));
        assertThat(of(Table.NOTIFICATION_LOG)).hasSize(1);
        assertThat(of(Table.NOTIFICATION_HISTORY)).isEmpty();
    }

    @Test
    void aFailureIsARowAndAClaimThatWasNotUsedIsNone() {
        var failure = new Failure(content(), Reason.NEW_ALERTS_ADDED, account(3), "503", at(9));
        fold(notifications.released(new Released(SLOT, "c1", "a", "no news as of the claim")));
        assertThat(of(Table.NOTIFICATION_HISTORY)).isEmpty();
        fold(notifications.released(new Released(SLOT, "c2", "a", "delivery failed", Optional.of(failure))));
        assertThat(only(Table.NOTIFICATION_HISTORY).values())
                .containsEntry("outcome", "failed")
                .containsEntry("error", "503")
                .containsEntry("attempts", 3)
                .containsEntry("notified_at", at(9));
        assertThat(of(Table.NOTIFICATION_LOG)).isEmpty();
    }

    /** As every replica folds it: the holder had seen what was sent before, whatever his clock says. */
    @Test
    void whatWasSentLastIsWhatEveryReplicaTakesForIt() {
        fold(notifications.sent(sent("c1", at(100), 1)));
        fold(notifications.sent(sent("late", at(50), 1)));
        assertThat(only(Table.NOTIFICATION_LOG).text("claim_id")).isEqualTo("c1");
        notifications.claimed(new Claim(SLOT, "c2", "b", Duration.ofSeconds(10)), at(101));
        fold(notifications.sent(sent("c2", at(60), 1)));
        assertThat(only(Table.NOTIFICATION_LOG).text("claim_id")).isEqualTo("c2");
        assertThat(of(Table.NOTIFICATION_HISTORY)).hasSize(3);
    }

    @Test
    void anEpisodeIsOneRowForEachStepHoweverManyReportIt() {
        for (var instance = 0; instance < 3; instance++) {
            fold(alerts.reported(reported(new AlertState.Pending(T), T)));
        }
        assertThat(only(Table.ALERT_STATE).text("state")).isEqualTo("pending");
        fold(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(60))));
        fold(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(75))));
        fold(alerts.reported(reported(new AlertState.Recovering(T, at(60), at(90)), at(90))));
        fold(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(105))));
        fold(alerts.reported(reported(new AlertState.Recovering(T, at(60), at(120)), at(120))));
        fold(alerts.reported(reported(new AlertState.Resolved(T, at(60), at(180)), at(180))));
        fold(alerts.reported(reported(new AlertState.Resolved(T, at(60), at(180)), at(180))));
        assertThat(steps())
                .containsExactly(
                        "pending at 0",
                        "firing at 60",
                        "recovering at 90",
                        "firing at 105",
                        "recovering at 120",
                        "resolved at 180");
        assertThat(of(Table.ALERT_STATE)).isEmpty();
        var last = of(Table.ALERT_HISTORY).get(5);
        assertThat(last.values())
                .containsEntry("source", "rule")
                .containsEntry("alertname", "Slow")
                .containsEntry("rule_group", "ns/web")
                .containsEntry("active_at", T)
                .containsEntry("fired_at", at(60))
                .containsEntry("resolved_at", at(180))
                .containsEntry("value", 7.5);
    }

    @Test
    void whoReportsLateChangesNothing() {
        fold(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(60))));
        fold(alerts.reported(reported(new AlertState.Pending(T), at(45))));
        fold(alerts.reported(reported(new AlertState.Pending(T), at(30))));
        assertThat(only(Table.ALERT_STATE).text("state")).isEqualTo("firing");
        assertThat(steps()).containsExactly("pending at 0", "firing at 60");
    }

    @Test
    void whatStandsCanBeMadeAgain() {
        for (var state : List.of(
                new AlertState.Pending(T),
                new AlertState.Firing(T, at(60)),
                new AlertState.Recovering(T, at(60), at(90)))) {
            var reported = reported(state, at(100));
            assertThat(AlertRows.reported(AlertRows.state(reported))).isEqualTo(reported);
        }
        fold(alerts.reported(reported(new AlertState.Pending(T), T)));
        fold(alerts.forgotten("uid/" + SLOW.fingerprint()));
        assertThat(of(Table.ALERT_STATE)).isEmpty();
    }

    @Test
    void anAlertFromOutsideFiresOnceHoweverOftenItIsPosted() {
        fold(alerts.posted(posted(T, at(300), T), true));
        fold(alerts.posted(posted(T, at(360), at(60)), true));
        assertThat(steps()).containsExactly("firing at 0");
        assertThat(only(Table.POSTED_ALERTS).time("ends_at")).isEqualTo(at(360));
        fold(alerts.posted(posted(T, at(90), at(90)), false));
        assertThat(steps()).containsExactly("firing at 0", "resolved at 90");
        fold(alerts.posted(posted(at(200), Alert.OPEN, at(200)), false));
        assertThat(steps()).containsExactly("firing at 0", "resolved at 90", "firing at 200");
        assertThat(PostedRows.alert(only(Table.POSTED_ALERTS))).isEqualTo(posted(at(200), Alert.OPEN, at(200)));
    }

    @Test
    void anAlertFromOutsideThatNobodyPostsAgainIsOver() {
        fold(alerts.posted(posted(T, at(300), T), true));
        fold(alerts.ended(only(Table.POSTED_ALERTS), at(299)));
        assertThat(steps()).containsExactly("firing at 0");
        fold(alerts.ended(only(Table.POSTED_ALERTS), at(300)));
        assertThat(steps()).containsExactly("firing at 0", "resolved at 300");
        fold(alerts.posted(posted(T, at(600), at(290)), true));
        assertThat(steps()).as("it was posted again, and that was read late").containsExactly("firing at 0");
        fold(alerts.postedForgotten(SLOW.fingerprint().toString()));
        assertThat(steps()).containsExactly("firing at 0", "resolved at 600");
        assertThat(of(Table.POSTED_ALERTS)).isEmpty();
    }

    @Test
    void historyIsForgottenWhenItIsOldAndComesInOrderOfTime() {
        fold(notifications.sent(sent("c1", at(1), 1)));
        fold(notifications.sent(sent("c2", at(60), 1)));
        var outlived = new Outlived(Duration.ofDays(90));
        var now = at(59).plus(Duration.ofDays(90));
        var first = of(Table.NOTIFICATION_HISTORY).get(0);
        var second = of(Table.NOTIFICATION_HISTORY).get(1);
        assertThat(outlived.of(first, now)).contains(Change.remove(Table.NOTIFICATION_HISTORY, first.id()));
        assertThat(outlived.of(second, now)).isEmpty();
        assertThat(outlived.before(now)).isGreaterThan(first.id()).isLessThan(second.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800", "x\udc00", "\udc00\ud800"})
    void noRowHoldsWhatADatabaseWouldRefuse(String bad) {
        var silence = new Silence(
                "s", List.of(Matcher.alerting("job", Op.EQUAL, "api")), T, at(1), T, bad, bad, Map.of("k", bad));
        var row = SilenceRows.row(silence);
        for (var column : List.of("created_by", "comment", "annotations")) {
            assertThat(row.text(column)).contains("\uFFFD").doesNotContain("\0", "\\u0000", "\\u0");
        }
    }

    @Test
    void timesAndIdsAreBounded() {
        var far = new Silence(
                "x".repeat(5000),
                List.of(Matcher.alerting("job", Op.EQUAL, "api")),
                Instant.ofEpochMilli(Long.MIN_VALUE),
                Instant.ofEpochMilli(Long.MAX_VALUE),
                T,
                "",
                "",
                Map.of());
        var row = SilenceRows.row(far);
        assertThat(row.time("starts_at")).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(row.time("ends_at")).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(row.id()).hasSizeLessThan(300).startsWith("xxx");
        assertThat(SilenceRows.change(far.id(), Optional.empty()).id()).isEqualTo(row.id());
    }

    @Test
    void numbersThatAreNoneAreLeftOut() {
        var alert = new ActiveAlert(SLOW, Map.of(), Double.NaN, new AlertState.Pending(T));
        var row = AlertRows.state(new ReportedAlert(new PersistedAlert("uid", alert), "ns/web", T));
        assertThat(row.values()).doesNotContainKey("value");
        assertThat(AlertRows.reported(row).persisted().alert().value()).isNaN();
    }

    @Test
    void aRowHasOnlyTheColumnsOfItsTable() {
        var row = Row.of(Table.SILENCES, "s");
        assertThatThrownBy(() -> row.with("receiver", "x")).hasMessage("table silences has no column 'receiver'");
        assertThatThrownBy(() -> row.with("comment", 7))
                .hasMessage("column comment of table silences takes TEXT, but is given '7'");
        assertThatThrownBy(() -> new Row(Table.SILENCES, new HashMap<>()))
                .hasMessage("a row of table silences has no id");
    }

    private void fold(List<Change> changes) {
        for (var change : changes) {
            var key = change.table().title() + "|" + change.id();
            change.row().ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key));
        }
    }

    private List<Row> of(Table table) {
        return rows.values().stream().filter(row -> row.table() == table).toList();
    }

    private Row only(Table table) {
        assertThat(of(table)).hasSize(1);
        return of(table).get(0);
    }

    private List<String> steps() {
        return of(Table.ALERT_HISTORY).stream()
                .sorted((one, other) -> one.time("at").compareTo(other.time("at")))
                .map(row -> row.text("state") + " at "
                        + Duration.between(T, row.time("at")).toSeconds())
                .toList();
    }

    private static Instant at(long seconds) {
        return T.plusSeconds(seconds);
    }

    private static Content content() {
        return Content.of(List.of(new Episode(SLOW.fingerprint(), T)), List.of());
    }

    private static Account account(int attempts) {
        return new Account(Map.of("job", "api"), attempts, Duration.ofMillis(37));
    }

    private static Sent sent(String claim, Instant when, int attempts) {
        return new Sent(
                SLOT,
                claim,
                "a",
                Content.of(
                        List.of(new Episode(SLOW.fingerprint(), T)),
                        attempts == 3 ? List.of(new Episode(new Fingerprint(-1), T)) : List.of()),
                when,
                when,
                when.plusSeconds(3600),
                Reason.FIRST_NOTIFICATION,
                claim.isEmpty(),
                Map.of("thread", "17"),
                account(attempts));
    }

    private static ReportedAlert reported(AlertState state, Instant tick) {
        var alert = new ActiveAlert(SLOW, Map.of("summary", "slow"), 7.5, state);
        return new ReportedAlert(new PersistedAlert("uid", alert), "ns/web", tick);
    }

    private static Alert posted(Instant start, Instant end, Instant updated) {
        return new Alert(SLOW, Map.of("summary", "slow"), start, end, "http://here", updated);
    }
}
