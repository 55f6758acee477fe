package dev.tocsin.evaluation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The alert state machine. Times are minutes since 1970. A state is written as its kind with its times: {@code PENDING
 * activeAt}, {@code FIRING activeAt firedAt}, {@code RECOVERING activeAt firedAt keepFiringSince}, {@code RESOLVED
 * activeAt firedAt resolvedAt}.
 */
class AlertStateTest {
    @ParameterizedTest(name = "for {0}, keep_firing_for {1}: {2} at {3} -> {4}")
    @CsvSource(textBlock = """
            0, 0, INACTIVE,          5,  FIRING 5 5
            2, 0, INACTIVE,          5,  PENDING 5
            2, 0, PENDING 5,         6,  PENDING 5
            2, 0, PENDING 5,         7,  FIRING 5 7
            2, 0, PENDING 5,         9,  FIRING 5 9
            2, 0, FIRING 5 7,        8,  FIRING 5 7
            4, 0, FIRING 5 7,        8,  PENDING 5
            2, 3, RECOVERING 5 7 8,  9,  FIRING 5 7
            9, 3, RECOVERING 5 7 8,  9,  PENDING 5
            2, 0, RESOLVED 5 7 8,    9,  PENDING 9
            0, 0, RESOLVED 5 7 8,    9,  FIRING 9 9
            """)
    void transitionWhileConditionHolds(int holdFor, int keepFiringFor, String before, int tick, String after) {
        assertThat(state(before).conditionHolds(minute(tick), durations(holdFor, keepFiringFor)))
                .isEqualTo(state(after));
    }

    @ParameterizedTest(name = "for {0}, keep_firing_for {1}: {2} at {3} -> {4}")
    @CsvSource(textBlock = """
            2, 0, INACTIVE,          5,  INACTIVE
            2, 0, PENDING 5,         6,  INACTIVE
            2, 9, PENDING 5,         6,  INACTIVE
            2, 0, FIRING 5 7,        8,  RESOLVED 5 7 8
            2, 3, FIRING 5 7,        8,  RECOVERING 5 7 8
            4, 3, FIRING 5 7,        8,  PENDING 5
            2, 3, RECOVERING 5 7 8,  10, RECOVERING 5 7 8
            2, 3, RECOVERING 5 7 8,  11, RESOLVED 5 7 11
            9, 3, RECOVERING 5 7 8,  10, PENDING 5
            2, 0, RECOVERING 5 7 8,  9,  RESOLVED 5 7 9
            2, 0, RESOLVED 5 7 8,    23, RESOLVED 5 7 8
            2, 0, RESOLVED 5 7 8,    24, INACTIVE
            """)
    void transitionAfterConditionEnded(int holdFor, int keepFiringFor, String before, int tick, String after) {
        assertThat(state(before).conditionEnds(minute(tick), durations(holdFor, keepFiringFor)))
                .isEqualTo(state(after));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(textBlock = """
            INACTIVE,           INACTIVE
            PENDING 5,          INACTIVE
            FIRING 5 7,         RESOLVED 5 7 9
            RECOVERING 5 7 8,   RESOLVED 5 7 9
            RESOLVED 5 7 8,     RESOLVED 5 7 8
            """)
    void removalOfTheRuleResolvesFiringAlerts(String before, String after) {
        assertThat(state(before).terminate(minute(9))).isEqualTo(state(after));
    }

    /** One character a minute: # sample, . no sample, ! failed query; - inactive, P, F, R recovering, D resolved. */
    @ParameterizedTest(name = "for {0}, keep_firing_for {1}: {2}")
    @CsvSource(textBlock = """
            0, 0, .##..#.,    -FFDDFD
            2, 0, ##.###.,    PP-PPFD
            0, 2, #.#..#...., FRFRRFRRDD
            2, 2, ###..###,   PPFRRFFF
            0, 0, #!!.,       FFFD
            2, 0, #!#!.,      PPFFD
            0, 2, #.!!.,      FRRRD
            0, 0, #.................., FDDDDDDDDDDDDDDDD--
            """)
    void statesOverTime(int holdFor, int keepFiringFor, String results, String states) {
        var scenario =
                new RuleGroupScenario(TestRuleGroups.alert("HighLoad", "load", holdFor + "m", keepFiringFor + "m"));
        var seen = new StringBuilder();
        for (var minute = 0; minute < results.length(); minute++) {
            switch (results.charAt(minute)) {
                case '#' -> scenario.at(minute + "m", "a");
                case '!' -> scenario.fails(minute + "m", "timeout");
                default -> scenario.at(minute + "m");
            }
            seen.append(letter(scenario));
        }
        assertThat(seen).hasToString(states);
    }

    private static char letter(RuleGroupScenario scenario) {
        return scenario.alerts().stream()
                .map(alert -> alert.state().kind())
                .map(kind ->
                        kind == AlertState.Kind.RESOLVED ? 'D' : kind.name().charAt(0))
                .findFirst()
                .orElse('-');
    }

    @ParameterizedTest(name = "{0}: active {1}, firing {2}, notified from {3} to {4}")
    @CsvSource(textBlock = """
            INACTIVE,         false, false, ,
            PENDING 5,        true,  false, ,
            FIRING 5 7,       true,  true,  7,
            RECOVERING 5 7 8, true,  true,  7,
            RESOLVED 5 7 8,   false, false, 7, 8
            """)
    void notificationsNameTheFiringPeriod(String text, boolean active, boolean firing, Integer start, Integer end) {
        var state = state(text);
        assertThat(state.isActive()).isEqualTo(active);
        assertThat(state.isFiring()).isEqualTo(firing);
        var alert = alert(state).toAlert("http://tocsin/graph", minute(20));
        assertThat(alert.map(Alert::startsAt).orElse(null)).isEqualTo(start == null ? null : minute(start));
        assertThat(alert.filter(notified -> !notified.hasNoEnd())
                        .map(Alert::endsAt)
                        .orElse(null))
                .isEqualTo(end == null ? null : minute(end));
    }

    @ParameterizedTest(name = "{0} -> {1}: notified as resolved at {2}")
    @CsvSource(textBlock = """
            FIRING 5 7,       RESOLVED 5 7 9, 9
            RECOVERING 5 7 8, RESOLVED 5 7 9, 9
            FIRING 5 7,       PENDING 5,      9
            RECOVERING 5 7 8, PENDING 5,      9
            PENDING 5,        INACTIVE,
            INACTIVE,         PENDING 9,
            """)
    void transitionOutOfFiringIsNotifiedAsResolved(String before, String after, Integer resolvedAt) {
        var transition = new Transition("app/node/HighLoad/1", state(before), alert(state(after)), minute(9));
        assertThat(transition.toAlert("").map(Alert::endsAt).orElse(null))
                .isEqualTo(resolvedAt == null ? null : minute(resolvedAt));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING 5", "FIRING 5 7", "RECOVERING 5 7 8", "RESOLVED 5 7 8"})
    void stateCanBeRestoredFromItsTimes(String text) {
        assertThat(state(text).times().state()).isEqualTo(state(text));
        var words = text.split(" ");
        assertThat(state(text).times().enteredAt()).isEqualTo(minute(Integer.parseInt(words[words.length - 1])));
    }

    @Test
    void inactiveStateHasNoTimesToRestore() {
        assertThatThrownBy(() -> AlertState.INACTIVE.times().state()).hasMessageContaining("inactive");
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(textBlock = """
            RESOLVED 5 7 8,   RESOLVED 5 7 9,   true
            RESOLVED 5 7 8,   RESOLVED 5 8 9,   false
            FIRING 5 7,       FIRING 5 7,       true
            FIRING 5 7,       FIRING 5 8,       false
            FIRING 5 7,       RESOLVED 5 7 8,   false
            RECOVERING 5 7 8, RECOVERING 5 7 9, false
            """)
    void resolvedStatesOfOneEpisodeAreTheSame(String one, String other, boolean same) {
        assertThat(state(one).isSameAs(state(other))).isEqualTo(same);
        assertThat(state(other).isSameAs(state(one))).isEqualTo(same);
    }

    private static ActiveAlert alert(AlertState state) {
        return new ActiveAlert(Labels.of("alertname", "HighLoad"), Map.of(), 1, state);
    }

    private static AlertState state(String text) {
        var words = text.split(" ");
        var times = new Instant[] {Instant.EPOCH, Instant.EPOCH, Instant.EPOCH};
        for (var i = 1; i < words.length; i++) {
            times[i - 1] = minute(Integer.parseInt(words[i]));
        }
        return switch (AlertState.Kind.valueOf(words[0])) {
            case INACTIVE -> AlertState.INACTIVE;
            case PENDING -> new AlertState.Pending(times[0]);
            case FIRING -> new AlertState.Firing(times[0], times[1]);
            case RECOVERING -> new AlertState.Recovering(times[0], times[1], times[2]);
            case RESOLVED -> new AlertState.Resolved(times[0], times[1], times[2]);
        };
    }

    private static AlertState.HoldDurations durations(int holdFor, int keepFiringFor) {
        return new AlertState.HoldDurations(Duration.ofMinutes(holdFor), Duration.ofMinutes(keepFiringFor));
    }

    private static Instant minute(int minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }
}
