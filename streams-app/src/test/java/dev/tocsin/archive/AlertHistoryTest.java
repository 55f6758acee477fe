package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertHistoryTest {
    private static final Instant T = Instant.parse("2026-01-31T12:00:00Z");
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");

    private final Tables tables = new Tables();
    private final AlertHistory alerts = new AlertHistory(tables);

    @Test
    void anEpisodeIsOneRowForEachStepHoweverManyReportIt() {
        for (var instance = 0; instance < 3; instance++) {
            tables.fold(alerts.reported(reported(new AlertState.Pending(T), T)));
        }
        assertThat(tables.only(Table.ALERT_STATE).text("state")).isEqualTo("pending");
        tables.fold(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(60))));
        tables.fold(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(75))));
        tables.fold(alerts.reported(reported(new AlertState.Recovering(T, at(60), at(90)), at(90))));
        tables.fold(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(105))));
        tables.fold(alerts.reported(reported(new AlertState.Recovering(T, at(60), at(120)), at(120))));
        tables.fold(alerts.reported(reported(new AlertState.Resolved(T, at(60), at(180)), at(180))));
        tables.fold(alerts.reported(reported(new AlertState.Resolved(T, at(60), at(180)), at(180))));
        assertThat(steps())
                .containsExactly(
                        "pending at 0",
                        "firing at 60",
                        "recovering at 90",
                        "firing at 105",
                        "recovering at 120",
                        "resolved at 180");
        assertThat(tables.of(Table.ALERT_STATE)).isEmpty();
        var last = tables.of(Table.ALERT_HISTORY).get(5);
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
        tables.fold(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(60))));
        tables.fold(alerts.reported(reported(new AlertState.Pending(T), at(45))));
        tables.fold(alerts.reported(reported(new AlertState.Pending(T), at(30))));
        assertThat(tables.only(Table.ALERT_STATE).text("state")).isEqualTo("firing");
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
        tables.fold(alerts.reported(reported(new AlertState.Pending(T), T)));
        tables.fold(alerts.forgotten("uid/" + SLOW.fingerprint()));
        assertThat(tables.of(Table.ALERT_STATE)).isEmpty();
    }

    @Test
    void numbersThatAreNoneAreLeftOut() {
        var alert = new ActiveAlert(SLOW, Map.of(), Double.NaN, new AlertState.Pending(T));
        var row = AlertRows.state(new ReportedAlert(new PersistedAlert("uid", alert), "ns/web", T));
        assertThat(row.values()).doesNotContainKey("value");
        assertThat(AlertRows.reported(row).persisted().alert().value()).isNaN();
    }

    @Test
    void anAlertFromOutsideFiresOnceHoweverOftenItIsPosted() {
        tables.fold(alerts.posted(posted(T, at(300), T), true));
        tables.fold(alerts.posted(posted(T, at(360), at(60)), true));
        assertThat(steps()).containsExactly("firing at 0");
        assertThat(tables.only(Table.POSTED_ALERTS).time("ends_at")).isEqualTo(at(360));
        tables.fold(alerts.posted(posted(T, at(90), at(90)), false));
        assertThat(steps()).containsExactly("firing at 0", "resolved at 90");
        tables.fold(alerts.posted(posted(at(200), Alert.OPEN, at(200)), false));
        assertThat(steps()).containsExactly("firing at 0", "resolved at 90", "firing at 200");
        assertThat(PostedRows.alert(tables.only(Table.POSTED_ALERTS))).isEqualTo(posted(at(200), Alert.OPEN, at(200)));
    }

    @Test
    void anAlertFromOutsideThatNobodyPostsAgainIsOver() {
        tables.fold(alerts.posted(posted(T, at(300), T), true));
        tables.fold(alerts.ended(tables.only(Table.POSTED_ALERTS), at(299)));
        assertThat(steps()).containsExactly("firing at 0");
        tables.fold(alerts.ended(tables.only(Table.POSTED_ALERTS), at(300)));
        assertThat(steps()).containsExactly("firing at 0", "resolved at 300");
        tables.fold(alerts.posted(posted(T, at(600), at(290)), true));
        assertThat(steps()).as("it was posted again, and that was read late").containsExactly("firing at 0");
        tables.fold(alerts.postedForgotten(SLOW.fingerprint().toString()));
        assertThat(steps()).containsExactly("firing at 0", "resolved at 600");
        assertThat(tables.of(Table.POSTED_ALERTS)).isEmpty();
    }

    private List<String> steps() {
        return tables.of(Table.ALERT_HISTORY).stream()
                .sorted((one, other) -> one.time("at").compareTo(other.time("at")))
                .map(row -> row.text("state") + " at "
                        + Duration.between(T, row.time("at")).toSeconds())
                .toList();
    }

    private static Instant at(long seconds) {
        return T.plusSeconds(seconds);
    }

    private static ReportedAlert reported(AlertState state, Instant tick) {
        var alert = new ActiveAlert(SLOW, Map.of("summary", "slow"), 7.5, state);
        return new ReportedAlert(new PersistedAlert("uid", alert), "ns/web", tick);
    }

    private static Alert posted(Instant start, Instant end, Instant updated) {
        return new Alert(SLOW, Map.of("summary", "slow"), start, end, "http://here", updated);
    }
}
