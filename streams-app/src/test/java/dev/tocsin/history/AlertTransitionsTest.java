package dev.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTransitionsTest {
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # before         | after            | transition and second
            none             | PENDING 0        | PENDING 0
            PENDING 0        | PENDING 0        | none
            PENDING 0        | FIRING 0 60      | FIRING 60
            PENDING 0        | none             | ENDED 200
            FIRING 0 60      | FIRING 0 60      | none
            FIRING 0 60      | RECOVERING 0 60  | RECOVERING 90
            RECOVERING 0 60  | FIRING 0 60      | FIRING 150
            FIRING 0 60      | RESOLVED 0 60    | RESOLVED 120
            RESOLVED 0 60    | none             | none
            none             | RESOLVED 0 60    | RESOLVED 120
            """)
    void derivesTransitionsOfRules(String before, String after, String expected) {
        var transitions = AlertTransitions.ofRule(rule(before), rule(after), T.plusSeconds(200), 7);
        assertThat(transitions.stream().map(AlertTransitionsTest::text).toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
        assertThat(transitions).allMatch(transition -> transition.event().offset() == 7);
    }

    @ParameterizedTest(name = "posted {0}, then {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # before: start end timedOut | after         | transitions
            none                         | 0 300 yes     | FIRING 0
            0 300 yes                    | 0 330 yes     |
            0 300 yes                    | 0 100 no      | RESOLVED 100
            0 100 no                     | 0 100 no      |
            0 100 no                     | 0 400 yes     | FIRING 150
            0 100 no                     | 120 400 yes   | FIRING 120
            0 50 yes                     | 120 400 yes   | RESOLVED 50, FIRING 120
            0 100 no                     | none          |
            0 50 yes                     | none          | RESOLVED 50
            none                         | 0 100 no      | FIRING 0, RESOLVED 100
            """)
    void derivesTransitionsOfPostedAlerts(String before, String after, String expected) {
        var transitions = AlertTransitions.ofPosted(posted(before), posted(after), 7);
        var texts = transitions.stream().map(AlertTransitionsTest::text).toList();
        assertThat(String.join(", ", texts)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void reportsOfTwoInstancesGiveOneEvent() {
        var one = AlertTransitions.ofRule(Optional.empty(), rule("FIRING 0 60"), T, 7);
        var other = AlertTransitions.ofRule(Optional.empty(), rule("FIRING 0 60"), T, 8);
        assertThat(one.get(0).event().id()).isEqualTo(other.get(0).event().id());
    }

    private static Optional<RuleAlertState> rule(String text) {
        if (text == null) {
            return Optional.empty();
        }
        var parts = text.split(" ");
        var kind = AlertState.Kind.valueOf(parts[0]);
        var isPending = kind == AlertState.Kind.PENDING;
        var times = new AlertStateTimes(
                kind,
                T.plusSeconds(Long.parseLong(parts[1])),
                isPending ? AlertStateTimes.NEVER : T.plusSeconds(Long.parseLong(parts[2])),
                kind == AlertState.Kind.RECOVERING ? T.plusSeconds(90) : AlertStateTimes.NEVER,
                kind == AlertState.Kind.RESOLVED ? T.plusSeconds(120) : AlertStateTimes.NEVER);
        var alert = new ActiveAlert(SLOW, Map.of(), 1, times.state());
        return Optional.of(new RuleAlertState("uid", "ns/web", T.plusSeconds(150), alert));
    }

    private static Optional<PostedAlert> posted(String text) {
        if (text == null) {
            return Optional.empty();
        }
        var parts = text.split(" ");
        var start = T.plusSeconds(Long.parseLong(parts[0]));
        var end = T.plusSeconds(Long.parseLong(parts[1]));
        var alert = new Alert(SLOW, Map.of(), start, end, "", T.plusSeconds(150));
        return Optional.of(new PostedAlert(alert, parts[2].equals("yes")));
    }

    private static String text(AlertTransitions.Transition transition) {
        var event = transition.event();
        return event.kind() + " " + (event.at().getEpochSecond() - T.getEpochSecond());
    }
}
