package dev.tocsin.notification.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.listing.AlertQuery.Grouping;
import dev.tocsin.notification.listing.ListedAlert.RuleOrigin;
import dev.tocsin.notification.listing.ListedAlert.State;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.routing.AggregationGroups;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Alerts of two receivers: {@code all}, grouped by name, and {@code night}, which an interval mutes. An alert with
 * {@code both} is in groups of both.
 */
class AlertQueryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final AlertingConfig CONFIG = TestConfigs.read("am.yml", """
            route:
              receiver: all
              group_by: [alertname]
              routes:
                - {matchers: [team=night], receiver: night, mute_time_intervals: [always]}
                - {matchers: [team=both], receiver: night, mute_time_intervals: [always], continue: true}
                - {matchers: [team=both], receiver: all}
            receivers: [{name: all}, {name: night}]
            time_intervals: [{name: always, time_intervals: [{}]}]
            inhibit_rules:
              - {source_matchers: [severity=critical], target_matchers: [severity=warning], equal: [alertname]}
            """);

    /** name/instance, severity, team, start in minutes before now; silenced ones have the team quiet. */
    private static final List<Alert> ALERTS = List.of(
            alert("Disk", "a", "critical", "day", 10),
            alert("Disk", "b", "warning", "day", 5),
            alert("Cpu", "a", "info", "quiet", 3),
            alert("Cpu", "b", "page", "night", 2),
            alert("Net", "a", "error", "both", 1));

    private static final Alert PENDING = alert("Fan", "a", "warning", "day", 0);

    private static Alert alert(String name, String instance, String severity, String team, int minutes) {
        var since = NOW.minusSeconds(60L * minutes);
        return new Alert(
                Labels.of("alertname", name, "instance", instance, "severity", severity, "team", team),
                Map.of(),
                since,
                Alert.NO_END,
                "",
                since);
    }

    private static AlertSnapshot snapshot() {
        var groups = new AggregationGroups(CONFIG.tree());
        ALERTS.forEach(alert -> groups.insert(alert, NOW, (key, receiver) -> List.of()));
        var silence = new Silence(
                "s1",
                List.of(Matcher.alerting("team", Matcher.Op.EQUAL, "quiet")),
                NOW.minusSeconds(1),
                NOW.plusSeconds(60),
                NOW.minusSeconds(1),
                "me",
                "",
                Map.of());
        var muters = new Muters(
                Inhibitor.of(ALERTS, CONFIG.inhibitRules()), CONFIG.timeIntervals(), Silences.of(List.of(silence)));
        var pending = Map.of(PENDING, new RuleOrigin("ns", "group", "Fan", 7));
        return AlertSnapshot.of(new AlertSnapshot.Facts(ALERTS, groups.scheduled(NOW), pending, Map.of(), muters), NOW);
    }

    private static AlertQuery query(String filter, String states, String receiver, Grouping grouping, AlertSort sort) {
        return new AlertQuery(
                filter.isEmpty() ? List.of() : MatcherParser.FALLBACK.parseList(filter),
                states.isEmpty()
                        ? AlertQuery.DEFAULT_STATES
                        : Stream.of(states.split(" "))
                                .map(state -> State.valueOf(state.toUpperCase(Locale.ROOT)))
                                .collect(Collectors.toSet()),
                receiver.isEmpty() ? Set.of() : Set.of(receiver),
                grouping,
                sort);
    }

    private static String text(AlertGroup group) {
        return group.alerts().stream()
                .map(alert -> alert.alert().labels().get("alertname")
                        + alert.alert().labels().get("instance") + "="
                        + alert.state().text())
                .collect(Collectors.joining(" ", group.receiver() + "[", "]"));
    }

    @Test
    void naturalGroupsHaveTheStatesOfTheirRoutes() {
        var result = query("", "", "", new Grouping.Natural(), AlertSort.SINCE).apply(snapshot());
        assertThat(result.groups().stream().map(AlertQueryTest::text))
                .containsExactly(
                        "all[Neta=active]",
                        "all[Diska=active Diskb=inhibited]",
                        "night[Neta=muted]",
                        "night[Cpub=muted]",
                        "all[Cpua=silenced]",
                        "[Fana=pending]");
        assertThat(result.total()).isEqualTo(6);
        assertThat(result.hidden()).isZero();
        assertThat(result.counts()).isEqualTo(new StateCounts(2, 1, 1, 1, 1));
    }

    @ParameterizedTest(name = "filter {0}, states {1}, receiver {2}: {3} listed, {4} hidden, {5}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
            # filter           | states          | receiver | total | hidden | groups
            severity=critical  | ''              | ''       | 1     | 5      | all[Diska=active]
            team!=day,team!=quiet | ''              | night    | 2     | 4      | night[Neta=muted] night[Cpub=muted]
            ''                 | inhibited       | ''       | 1     | 5      | all[Diskb=inhibited]
            ''                 | silenced muted  | ''       | 2     | 4      | night[Neta=muted] night[Cpub=muted] all[Cpua=silenced]
            ''                 | pending         | ''       | 1     | 5      | [Fana=pending]
            ''                 | pending         | all      | 0     | 6      | ''
            team=nobody        | ''              | ''       | 0     | 6      | ''
            """)
    void selects(String filter, String states, String receiver, int total, int hidden, String groups) {
        var result = query(filter, states, receiver, new Grouping.Natural(), AlertSort.SINCE)
                .apply(snapshot());
        assertThat(result.groups().stream().map(AlertQueryTest::text).collect(Collectors.joining(" ")))
                .isEqualTo(groups);
        assertThat(result.total()).isEqualTo(total);
        assertThat(result.hidden()).isEqualTo(hidden);
    }

    @Test
    void countsAreOfAllStatesThatMatchFilterAndReceiver() {
        var result = query("alertname=Disk", "active", "", new Grouping.Natural(), AlertSort.SINCE)
                .apply(snapshot());
        assertThat(result.counts()).isEqualTo(new StateCounts(1, 0, 1, 0, 0));
        assertThat(result.total()).isEqualTo(1);
    }

    @ParameterizedTest(name = "by {0}, sorted by {1}: {2}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            # labels    | sort     | groups
            ''          | SINCE    | [Neta=active Diska=active Cpub=muted Cpua=silenced Diskb=inhibited Fana=pending]
            ''          | NAME     | [Diska=active Neta=active Cpua=silenced Cpub=muted Diskb=inhibited Fana=pending]
            ''          | SEVERITY | [Diska=active Neta=active Cpub=muted Diskb=inhibited Cpua=silenced Fana=pending]
            alertname   | NAME     | [Diska=active Diskb=inhibited] [Neta=active] [Cpua=silenced Cpub=muted] [Fana=pending]
            """)
    void groupsByLabels(String labels, AlertSort sort, String groups) {
        var names = labels.isEmpty() ? List.<String>of() : List.of(labels.split(","));
        var result = query("", "", "", new Grouping.ByLabels(names), sort).apply(snapshot());
        assertThat(result.groups().stream().map(AlertQueryTest::text).collect(Collectors.joining(" ")))
                .isEqualTo(groups);
    }

    @Test
    void withoutAConfigurationFiringAlertsAreInAGroupOfTheirOwn() {
        var muters = new Muters(Inhibitor.NONE, dev.tocsin.notification.muting.TimeIntervals.NONE, Silences.NONE);
        var ended = new Alert(Labels.of("alertname", "Old"), Map.of(), NOW.minusSeconds(9), NOW, "", NOW);
        var alerts = new ArrayList<>(ALERTS);
        alerts.add(ended);
        var snapshot = AlertSnapshot.of(new AlertSnapshot.Facts(alerts, List.of(), Map.of(), Map.of(), muters), NOW);
        var result = query("", "", "", new Grouping.Natural(), AlertSort.NAME).apply(snapshot);
        assertThat(result.groups().stream().map(AlertQueryTest::text))
                .containsExactly("[Cpua=active Cpub=active Diska=active Diskb=active Neta=active]");
    }

    @Test
    void facetsCountTheValuesOfALabel() {
        var listed = query("", "", "", new Grouping.Natural(), AlertSort.SINCE)
                .apply(snapshot())
                .selected();
        assertThat(Facet.of("alertname", listed, 2))
                .isEqualTo(new Facet("alertname", List.of(new Facet.Count("Cpu", 2), new Facet.Count("Disk", 2)), 2));
        assertThat(Facet.of("none", listed, 2)).isEqualTo(new Facet("none", List.of(), 0));
        assertThat(Facet.labels(listed)).containsExactly("alertname", "instance", "severity", "team");
    }

    @Test
    void aGroupIsFoundByItsIdAndTellsTheLabelsThatItsAlertsShare() {
        var snapshot = snapshot();
        for (var natural : snapshot.groups()) {
            var id = AlertGroups.idOf(natural.scheduled());
            assertThat(id).matches("[0-9a-f]{16}");
            assertThat(AlertGroups.find(snapshot, id).orElseThrow().alerts()).isEqualTo(natural.alerts());
        }
        assertThat(AlertGroups.find(snapshot, "0000000000000000")).isEmpty();
        var disk = query("alertname=Disk", "", "", new Grouping.Natural(), AlertSort.SINCE)
                .apply(snapshot)
                .groups()
                .get(0);
        assertThat(disk.sharedLabels()).isEqualTo(Map.of("alertname", "Disk", "team", "day"));
    }
}
