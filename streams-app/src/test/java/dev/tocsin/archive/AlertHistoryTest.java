package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertHistoryTest {
    private static final Instant T = Instant.parse("2026-01-31T12:00:00Z");
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");

    private final InMemoryRowStore tables = new InMemoryRowStore();
    private final AlertHistory alerts = new AlertHistory(tables);

    @Test
    void stateTransitionIsOneRowHoweverManyInstancesReportIt() {
        for (var instance = 0; instance < 3; instance++) {
            tables.apply(alerts.reported(reported(new AlertState.Pending(T), T)));
        }
        assertThat(tables.only(ArchiveTable.ALERT_STATE).text("state")).isEqualTo("pending");
        tables.apply(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(60))));
        tables.apply(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(75))));
        tables.apply(alerts.reported(reported(new AlertState.Recovering(T, at(60), at(90)), at(90))));
        tables.apply(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(105))));
        tables.apply(alerts.reported(reported(new AlertState.Recovering(T, at(60), at(120)), at(120))));
        tables.apply(alerts.reported(reported(new AlertState.Resolved(T, at(60), at(180)), at(180))));
        tables.apply(alerts.reported(reported(new AlertState.Resolved(T, at(60), at(180)), at(180))));
        assertThat(transitions())
                .containsExactly(
                        "pending at 0",
                        "firing at 60",
                        "recovering at 90",
                        "firing at 105",
                        "recovering at 120",
                        "resolved at 180");
        assertThat(tables.of(ArchiveTable.ALERT_STATE)).isEmpty();
        var last = tables.of(ArchiveTable.ALERT_HISTORY).get(5);
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
    void lateReportChangesNothing() {
        tables.apply(alerts.reported(reported(new AlertState.Firing(T, at(60)), at(60))));
        tables.apply(alerts.reported(reported(new AlertState.Pending(T), at(45))));
        tables.apply(alerts.reported(reported(new AlertState.Pending(T), at(30))));
        assertThat(tables.only(ArchiveTable.ALERT_STATE).text("state")).isEqualTo("firing");
        assertThat(transitions()).containsExactly("pending at 0", "firing at 60");
    }

    @Test
    void rowOfTheCurrentStateIsReadBack() {
        for (var state : List.of(
                new AlertState.Pending(T),
                new AlertState.Firing(T, at(60)),
                new AlertState.Recovering(T, at(60), at(90)))) {
            var reported = reported(state, at(100));
            assertThat(AlertRows.reported(AlertRows.state(reported))).isEqualTo(reported);
        }
        tables.apply(alerts.reported(reported(new AlertState.Pending(T), T)));
        tables.apply(alerts.deleted("uid/" + SLOW.fingerprint()));
        assertThat(tables.of(ArchiveTable.ALERT_STATE)).isEmpty();
    }

    @Test
    void valuesThatAreNotFiniteAreEmpty() {
        var alert = new ActiveAlert(SLOW, Map.of(), Double.NaN, new AlertState.Pending(T));
        var row = AlertRows.state(new RuleAlertState("uid", "ns/web", T, alert));
        assertThat(row.values()).doesNotContainKey("value");
        assertThat(AlertRows.reported(row).alert().value()).isNaN();
    }

    @Test
    void postedAlertFiresOnceHoweverOftenItIsPosted() {
        tables.apply(alerts.posted(posted(T, at(300), T), true));
        tables.apply(alerts.posted(posted(T, at(360), at(60)), true));
        assertThat(transitions()).containsExactly("firing at 0");
        assertThat(tables.only(ArchiveTable.POSTED_ALERTS).time("ends_at")).isEqualTo(at(360));
        tables.apply(alerts.posted(posted(T, at(90), at(90)), false));
        assertThat(transitions()).containsExactly("firing at 0", "resolved at 90");
        tables.apply(alerts.posted(posted(at(200), Alert.NO_END, at(200)), false));
        assertThat(transitions()).containsExactly("firing at 0", "resolved at 90", "firing at 200");
        assertThat(PostedAlertRows.alert(tables.only(ArchiveTable.POSTED_ALERTS)))
                .isEqualTo(posted(at(200), Alert.NO_END, at(200)));
    }

    @Test
    void postedAlertThatIsNotPostedAgainIsResolved() {
        tables.apply(alerts.posted(posted(T, at(300), T), true));
        tables.apply(alerts.expired(tables.only(ArchiveTable.POSTED_ALERTS), at(299)));
        assertThat(transitions()).containsExactly("firing at 0");
        tables.apply(alerts.expired(tables.only(ArchiveTable.POSTED_ALERTS), at(300)));
        assertThat(transitions()).containsExactly("firing at 0", "resolved at 300");
        tables.apply(alerts.posted(posted(T, at(600), at(290)), true));
        assertThat(transitions()).as("posted again, which is read late").containsExactly("firing at 0");
        tables.apply(alerts.postedDeleted(SLOW.fingerprint().toString()));
        assertThat(transitions()).containsExactly("firing at 0", "resolved at 600");
        assertThat(tables.of(ArchiveTable.POSTED_ALERTS)).isEmpty();
    }

    @Test
    void startWithNanosecondsIsTheSameEpisodeAsItsRow() {
        var start = T.plusNanos(999_999);
        tables.apply(alerts.posted(posted(T, at(300), T), true));
        tables.apply(alerts.posted(posted(start, at(360), at(60)), true));
        assertThat(transitions()).as("the table has milliseconds").containsExactly("firing at 0");
        tables.apply(alerts.posted(posted(T.plusMillis(1), at(360), at(60)), true));
        assertThat(transitions()).containsExactly("firing at 0", "firing at 0");
    }

    private List<String> transitions() {
        return tables.of(ArchiveTable.ALERT_HISTORY).stream()
                .sorted((one, other) -> one.time("at").compareTo(other.time("at")))
                .map(row -> row.text("state") + " at "
                        + Duration.between(T, row.time("at")).toSeconds())
                .toList();
    }

    private static Instant at(long seconds) {
        return T.plusSeconds(seconds);
    }

    private static RuleAlertState reported(AlertState state, Instant tick) {
        var alert = new ActiveAlert(SLOW, Map.of("summary", "slow"), 7.5, state);
        return new RuleAlertState("uid", "ns/web", tick, alert);
    }

    private static Alert posted(Instant start, Instant end, Instant updated) {
        return new Alert(SLOW, Map.of("summary", "slow"), start, end, "http://here", updated);
    }
}
